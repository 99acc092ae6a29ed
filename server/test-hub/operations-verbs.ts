/** What those ask who keep a hub running, of the one partition in memory. */
import type { OperationsStore, PartitionFigures } from '../operations-store';
import { countsOf } from './counts-of';
import type { MemoryRows } from './memory-rows';

export function operationsVerbs(rows: MemoryRows): OperationsStore {
  return {
    hasSchema: () => Promise.resolve(true),
    hubFigures: () => {
      const records = [...rows.instances.values()];
      return Promise.resolve({
        partitions: [figuresOf(rows)],
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

/** Of the one partition there is. Nothing has an age: time stands still while anything waits. */
function figuresOf(rows: MemoryRows): PartitionFigures {
  const items = rows.workItems.all();
  const held = items.filter(({ lockedBy }) => lockedBy !== null).length;
  return {
    partitionId: 0,
    owner: null,
    isOwned: true,
    messages: rows.queue.size,
    oldestMessageMs: 0,
    workItemsWaiting: items.length - held,
    oldestWorkItemMs: 0,
    workItemsHeld: held,
    workItemsHeldBack: 0,
    outbox: rows.outbox.size,
    timerLagMs: 0,
  };
}
