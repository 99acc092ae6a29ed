/** The work-item queue in memory, and the marks of suspects. */

import type { ClaimWish } from '../claim-wish';
import { activityEnded } from '../engine/activity-ended';
import type { ClaimedWorkItem, HubStore, WorkItemKey, WorkItemResult } from '../store';
import type { MemoryDatabase } from './memory-database';
import { copyOf, type MemoryRows, type WorkItemRow } from './memory-rows';

type WorkItemVerbs = Pick<
  HubStore,
  | 'freeWorkItems'
  | 'heldWorkItems'
  | 'lostWorkItems'
  | 'claimWorkItems'
  | 'returnWorkItems'
  | 'completeWorkItems'
  | 'release'
>;

export function workItemVerbs(database: MemoryDatabase): WorkItemVerbs {
  return {
    freeWorkItems: async (partitionId, deliveriesMax) => {
      const { workItems } = database.rows(partitionId);
      const left = workItems.all().filter(({ lockedBy }) => lockedBy !== null && !database.isAlive(lockedBy));
      for (const item of left) {
        workItems.set(item, { ...item, lockedBy: null, isQuarantined: item.attempt >= deliveriesMax });
      }
      return left.length;
    },
    heldWorkItems: async (partitionId, nodeId) => {
      const { workItems } = database.rows(partitionId);
      return workItems.all().flatMap((item) => (item.lockedBy === nodeId ? [toClaimed(item)] : []));
    },
    lostWorkItems: async (nodeId, items) =>
      items.filter((item) => heldItem(database.rows(item.partitionId), nodeId, item) === undefined),
    claimWorkItems: async (partitionId, nodeId, wish) => claim(database.rows(partitionId), nodeId, wish),
    returnWorkItems: async (partitionId, nodeId, items) => {
      const rows = database.rows(partitionId);
      for (const key of items) {
        const item = heldItem(rows, nodeId, key);
        if (item !== undefined) rows.workItems.set(item, { ...item, lockedBy: null, attempt: item.attempt - 1 });
      }
    },
    completeWorkItems: async (partitionId, nodeId, results) => complete(database.rows(partitionId), nodeId, results),
    release: async (partitionId, instanceId, taskId) => {
      const { suspects, workItems } = database.rows(partitionId);
      suspects.delete(instanceId);
      const released = workItems
        .all()
        .filter(
          (item) => item.instanceId === instanceId && item.isQuarantined && (taskId === null || item.taskId === taskId),
        );
      for (const item of released) workItems.set(item, { ...item, isQuarantined: false, attempt: 0 });
      return released.length;
    },
  };
}

/** The work item, where the node holds it at this attempt. */
function heldItem({ workItems }: MemoryRows, nodeId: string, key: WorkItemKey): WorkItemRow | undefined {
  const item = workItems.get(key);
  return item?.attempt === key.attempt && item.lockedBy === nodeId ? item : undefined;
}

function claim({ workItems }: MemoryRows, nodeId: string, wish: ClaimWish): ClaimedWorkItem[] {
  const [mine, elsewhere] = [new Set(wish.activities), new Set(wish.activitiesElsewhere)];
  const free = workItems
    .all()
    .filter(({ lockedBy, isQuarantined, name }) => {
      const isWanted = mine.has(name.toLowerCase()) || !elsewhere.has(name.toLowerCase());
      return lockedBy === null && !isQuarantined && isWanted;
    })
    .sort((one, other) => one.place - other.place);
  const ordinary = free.filter(({ attempt }) => attempt < wish.suspectAttempt).slice(0, wish.limit);
  const suspect = free.filter(({ attempt }) => attempt >= wish.suspectAttempt).slice(0, wish.suspectsMax);
  return [...ordinary, ...suspect].map((item) => {
    const claimed = { ...item, lockedBy: nodeId, attempt: item.attempt + 1 };
    workItems.set(item, claimed);
    return toClaimed(claimed);
  });
}

function complete(rows: MemoryRows, nodeId: string, results: WorkItemResult[]): void {
  for (const result of results) {
    if (heldItem(rows, nodeId, result) === undefined) continue;
    rows.workItems.delete(result);
    rows.enqueue({ instanceId: result.instanceId, message: activityEnded(result) });
  }
}

function toClaimed({ lockedBy: _, place: __, isQuarantined: ___, ...item }: WorkItemRow): ClaimedWorkItem {
  return copyOf(item);
}

export function suspectVerbs(database: MemoryDatabase): Pick<HubStore, 'suspects' | 'markSuspects' | 'clearSuspects'> {
  return {
    suspects: async (partitionId, nodeId) => {
      const counted = [...database.rows(partitionId).suspects].map(
        ([instanceId, { crashes, markedBy }]) => [instanceId, crashes - (markedBy === nodeId ? 1 : 0)] as const,
      );
      return new Map(counted.filter(([, crashes]) => crashes > 0));
    },
    markSuspects: async (partitionId, nodeId, instanceIds) => {
      const { suspects } = database.rows(partitionId);
      for (const instanceId of instanceIds) {
        const { crashes, markedBy } = suspects.get(instanceId) ?? { crashes: 0, markedBy: null };
        suspects.set(instanceId, { crashes: crashes + (markedBy === nodeId ? 0 : 1), markedBy: nodeId });
      }
    },
    clearSuspects: async (partitionId, instanceIds) => {
      for (const instanceId of instanceIds) database.rows(partitionId).suspects.delete(instanceId);
    },
  };
}
