/** Entities in memory. */
import type { HubStore } from '../store';
import { copyOf, type MemoryRows } from './memory-rows';

export function entityVerbs(rows: MemoryRows): Pick<HubStore, 'loadEntities' | 'takeEntityReply'> {
  return {
    loadEntities: (_partitionId, instanceIds) => {
      const found = instanceIds.flatMap((instanceId) => {
        const record = rows.entities.get(instanceId);
        return record === undefined ? [] : [[instanceId, copyOf(record)] as const];
      });
      return Promise.resolve(new Map(found));
    },
    takeEntityReply: (_partitionId, requestId) => {
      const reply = rows.entityReplies.get(requestId) ?? null;
      rows.entityReplies.delete(requestId);
      return Promise.resolve(reply);
    },
  };
}
