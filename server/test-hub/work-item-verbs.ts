/** The work-item queue in memory, for the one node there is. */
import { activityEnded } from '../engine/activity-ended';
import type { ClaimedWorkItem, HubStore } from '../store';
import { copyOf, type MemoryRows, type WorkItemRow } from './memory-rows';

type WorkItemVerbs = Pick<
  HubStore,
  'freeWorkItems' | 'heldWorkItems' | 'lostWorkItems' | 'claimWorkItems' | 'returnWorkItems' | 'completeWorkItems'
>;

export function workItemVerbs(rows: MemoryRows): WorkItemVerbs {
  return {
    freeWorkItems: () => Promise.resolve(0),
    heldWorkItems: (_partitionId, nodeId) =>
      Promise.resolve(
        rows.workItems
          .all()
          .filter((row) => row.lockedBy === nodeId)
          .map(toClaimed),
      ),
    lostWorkItems: (_nodeId, items) =>
      Promise.resolve(items.filter((item) => rows.workItems.get(item)?.attempt !== item.attempt)),
    claimWorkItems: (_partitionId, nodeId, { activities, limit }) => {
      const known = new Set(activities);
      const free = rows.workItems.all().filter((row) => row.lockedBy === null && known.has(row.name.toLowerCase()));
      return Promise.resolve(
        free
          .slice(0, limit)
          .map((row) => toClaimed(Object.assign(row, { lockedBy: nodeId, attempt: row.attempt + 1 }))),
      );
    },
    returnWorkItems: (_partitionId, _nodeId, items) => {
      for (const item of items) {
        const row = rows.workItems.get(item);
        if (row?.attempt === item.attempt) Object.assign(row, { lockedBy: null, attempt: row.attempt - 1 });
      }
      return Promise.resolve();
    },
    completeWorkItems: (_partitionId, _nodeId, results) => {
      for (const result of results) {
        if (rows.workItems.get(result)?.attempt !== result.attempt) continue;
        rows.workItems.delete(result);
        rows.enqueue({ instanceId: result.instanceId, message: activityEnded(result) });
      }
      return Promise.resolve();
    },
  };
}

function toClaimed({ lockedBy: _, ...item }: WorkItemRow): ClaimedWorkItem {
  return copyOf(item);
}
