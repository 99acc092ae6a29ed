/** What those ask who keep a hub running, of partitions in memory. */
import type { OperationsStore, PartitionFigures } from '../operations-store';
import { countsOf } from './counts-of';
import type { MemoryDatabase } from './memory-database';
import type { MemoryRows } from './memory-rows';

export function operationsVerbs({ partitions }: MemoryDatabase): OperationsStore {
  return {
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
