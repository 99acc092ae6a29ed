/**
 * The storage port in memory, for one node that owns the one partition there is.
 *
 * S1. What is stored is a copy, made by way of JSON text as a database would.
 * S2. A verb is through with its work by the end of the macrotask in which it was called; only a checkpoint may take longer.
 */
import type { Checkpoint, Store } from '../store';
import { entityVerbs } from './entity-verbs';
import { copyOf, type MemoryRows } from './memory-rows';
import { nodeVerbs } from './node-verbs';
import { operationsVerbs } from './operations-verbs';
import { queries } from './queries';
import { queueVerbs } from './queue-verbs';
import { workItemVerbs } from './work-item-verbs';
import { writeCheckpoint } from './write-checkpoint';

export type MemoryStoreOptions = {
  rows: MemoryRows;
  now: () => number;
  /** Looks at a checkpoint before it is written. */
  inspect: (checkpoint: Checkpoint) => Promise<void>;
};

/** Nothing that happens here ends the process and is heard of afterwards. */
const NO_SUSPECTS: Pick<Store, 'suspects' | 'markSuspects' | 'clearSuspects' | 'release'> = {
  suspects: () => Promise.resolve(new Map()),
  markSuspects: () => Promise.resolve(),
  clearSuspects: () => Promise.resolve(),
  release: () => Promise.resolve(0),
};

export function createMemoryStore({ rows, now, inspect }: MemoryStoreOptions): Store {
  const lastBatchIds = new Map<number, string>();
  return {
    partitionCount: 1,
    ...nodeVerbs(now),
    ...queueVerbs(rows, now),
    ...workItemVerbs(rows),
    ...entityVerbs(rows),
    ...NO_SUSPECTS,
    ...queries(rows),
    ...operationsVerbs(rows),
    loadInstances: (_partitionId, instanceIds, { endedToo = false } = {}) => {
      const loaded = instanceIds.flatMap((instanceId) => {
        const record = rows.instances.get(instanceId);
        if (record === undefined) return [];
        const isWanted = endedToo || record.completedAt === null;
        const history = isWanted ? rows.history(instanceId, record.generation) : [];
        return [[instanceId, copyOf({ record, history })] as const];
      });
      return Promise.resolve(new Map(loaded));
    },
    childrenOf: (instanceIds) =>
      Promise.resolve(new Map(instanceIds.map((instanceId) => [instanceId, rows.childrenOf(instanceId)]))),
    checkpoint: async (checkpoint) => {
      await inspect(checkpoint);
      writeCheckpoint(rows, checkpoint);
      lastBatchIds.set(checkpoint.lane, checkpoint.batchId);
      return 'committed';
    },
    lastBatchIds: () => Promise.resolve(new Set(lastBatchIds.values())),
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
