/** What those ask who keep a hub running, of partitions in memory. */
import type { OperationsStore, PartitionFigures } from '../operations-store';
import { countsOf } from './counts-of';
import type { MemoryDatabase } from './memory-database';
import type { MemoryRows } from './memory-rows';

const none = () => Promise.resolve([]);
const nothing = () => Promise.resolve();
const no = () => Promise.resolve(false);

/** A test hub is gone before anything of it could be tended. */
const NOBODY_TENDS: Omit<OperationsStore, 'hasSchema' | 'hubFigures'> = {
  takeDuty: no,
  leaveDuty: nothing,
  listOpen: () => Promise.resolve({ instances: [], next: null }),
  examine: none,
  examineQueues: none,
  listLocks: none,
  recordFindings: nothing,
  closeFindings: nothing,
  openFindings: none,
  listFindings: none,
  recentFigures: () => Promise.reject(new Error('A test hub has no overview.')),
  listRules: none,
  addRule: nothing,
  changeRule: no,
  removeRule: no,
  recordRun: nothing,
  listRuns: none,
  listExpired: none,
  stillThere: none,
};

export function operationsVerbs({ partitions }: MemoryDatabase): OperationsStore {
  return {
    ...NOBODY_TENDS,
    hasSchema: () => Promise.resolve(true),
    hubFigures: () => {
      const records = partitions.flatMap(({ instances }) => [...instances.values()]);
      return Promise.resolve({
        partitions: partitions.map(figuresOf),
        instances: countsOf(records),
        heldBack: records.filter(({ problem }) => problem !== null).length,
        nodes: [],
        connections: [],
        oldestTransactionMs: 0,
        openFindings: {},
      });
    },
  };
}

/** Nothing has an age: time stands still while anything waits. */
function figuresOf(rows: MemoryRows): PartitionFigures {
  const items = rows.workItems.all();
  const held = items.filter(({ lockedBy }) => lockedBy !== null).length;
  return {
    partitionId: rows.partitionId,
    owner: rows.owner,
    isOwned: rows.owner !== null,
    messages: rows.queue.size,
    oldestMessageMs: 0,
    workItemsWaiting: items.length - held,
    oldestWorkItemMs: 0,
    workItemsHeld: held,
    workItemsHeldBack: items.filter(({ isQuarantined }) => isQuarantined).length,
    outbox: rows.outbox.size,
    timerLagMs: 0,
  };
}
