/** Entities in memory. */
import type { HubStore } from '../store';
import { copyOf, type MemoryRows } from './memory-rows';

export function entityVerbs(rows: MemoryRows): Pick<HubStore, 'loadEntities'> {
  return {
    loadEntities: (_partitionId, instanceIds) => {
      const found = instanceIds.flatMap((instanceId) => {
        const record = rows.entities.get(instanceId);
        return record === undefined ? [] : [[instanceId, copyOf(record)] as const];
      });
      return Promise.resolve(new Map(found));
    },
  };
}
