/**
 * The storage port in memory: as many nodes as one likes open a store each on one database.
 *
 * S1. What is stored is a copy, made by way of JSON text as a database would.
 * S2. A verb is through with its work by the end of the macrotask in which it was called; only a checkpoint may take longer,
 *     where somebody looks at it before it is written.
 * S3. It keeps the contract of the port: the same tests run on it and on PostgreSQL.
 */
import type { Checkpoint, Store } from '../store';
import type { TransactionStore } from '../transaction-store';
import { entityVerbs } from './entity-verbs';
import { LIMIT_VERBS } from './limit-verbs';
import type { MemoryDatabase } from './memory-database';
import { copyOf } from './memory-rows';
import { nodeVerbs } from './node-verbs';
import { onceVerbs } from './once-verbs';
import { operationsVerbs } from './operations-verbs';
import { queries } from './queries';
import { queueVerbs } from './queue-verbs';
import { sessionVerbs } from './session-verbs';
import { startVerbs } from './start-verbs';
import { wakeVerbs } from './wake-verbs';
import { suspectVerbs, workItemVerbs } from './work-item-verbs';
import { writeCheckpoint } from './write-checkpoint';

export type MemoryStoreOptions = {
  /** Looks at a checkpoint before it is written. */
  inspect?: (checkpoint: Checkpoint) => Promise<void>;
};

export function createMemoryStore(database: MemoryDatabase, { inspect }: MemoryStoreOptions = {}): Store {
  return {
    partitionCount: database.partitions.length,
    ...nodeVerbs(database),
    ...sessionVerbs(database),
    ...wakeVerbs(database),
    ...queueVerbs(database),
    ...startVerbs(database),
    ...wokenByCommit(database),
    ...workItemVerbs(database),
    ...suspectVerbs(database),
    ...entityVerbs(database),
    ...queries(database),
    ...operationsVerbs(database),
    ...onceVerbs(database),
    ...LIMIT_VERBS,
    loadInstances: async (partitionId, instanceIds, { endedToo = false } = {}) => {
      const rows = database.rows(partitionId);
      const loaded = instanceIds.flatMap((instanceId) => {
        const record = rows.instances.get(instanceId);
        if (record === undefined) return [];
        const isWanted = endedToo || record.completedAt === null;
        const history = isWanted ? rows.history(instanceId, record.generation) : [];
        return [[instanceId, copyOf({ record, history })] as const];
      });
      return new Map(loaded);
    },
    childrenOf: async (instanceIds) => {
      const families = instanceIds.map((instanceId) => {
        const children = database.partitions.flatMap((rows) => rows.childrenOf(instanceId));
        return [instanceId, children] as const;
      });
      return new Map(families.filter(([, children]) => children.length > 0));
    },
    checkpoint: async (checkpoint) => {
      await inspect?.(checkpoint);
      return writeCheckpoint(database, checkpoint);
    },
    // No row is ever missing here.
    restoreRows: () => Promise.resolve(0),
    ping: async () => {},
    now: async () => database.now(),
    close: async () => {},
  };
}

/** A caller's transaction is taken to commit at once, and its commit wakes the owner. */
function wokenByCommit(database: MemoryDatabase): TransactionStore {
  const { startWithin, sendWithin } = startVerbs(database);
  const wake = (partitionId: number) =>
    wakeVerbs(database).wake('transaction', {
      ...{ partitions: [partitionId], workItems: [], limited: false, members: false, canceled: false },
      change: null,
    });
  return {
    startWithin: async (transaction, partitionId, start) => {
      const result = await startWithin(transaction, partitionId, start);
      await wake(partitionId);
      return result;
    },
    sendWithin: async (transaction, partitionId, message) => {
      const status = await sendWithin(transaction, partitionId, message);
      await wake(partitionId);
      return status;
    },
  };
}
