/** Entities in memory. */
import type { HubStore } from '../store';
import type { MemoryDatabase } from './memory-database';
import { copyOf } from './memory-rows';

export function entityVerbs(database: MemoryDatabase): Pick<HubStore, 'loadEntities' | 'takeEntityReply'> {
  return {
    loadEntities: async (partitionId, instanceIds) => {
      const { entities } = database.rows(partitionId);
      const found = instanceIds.flatMap((instanceId) => {
        const record = entities.get(instanceId);
        return record === undefined ? [] : [[instanceId, copyOf(record)] as const];
      });
      return new Map(found);
    },
    takeEntityReply: async (partitionId, requestId) => {
      const { entityReplies } = database.rows(partitionId);
      const row = entityReplies.get(requestId);
      entityReplies.delete(requestId);
      return row === undefined ? null : copyOf(row.reply);
    },
  };
}
