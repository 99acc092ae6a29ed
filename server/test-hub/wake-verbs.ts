/** What nodes in memory tell each other. They hear of it in a later macrotask. */
import type { Wake, WakeStore } from '../wake-store';
import type { MemoryDatabase } from './memory-database';

export function wakeVerbs({ listeners, partitions }: MemoryDatabase): WakeStore {
  const tell = (nodeId: string, wake: Wake) => setImmediate(() => listeners.get(nodeId)?.(wake));
  const all = partitions.map(({ partitionId }) => partitionId);
  return {
    wake: async (nodeId, wake) => {
      for (const listener of listeners.keys()) if (listener !== nodeId) tell(listener, wake);
    },
    listen: async (nodeId, onWake) => {
      listeners.set(nodeId, onWake);
      tell(nodeId, {
        partitions: all,
        workItems: all,
        limited: true,
        members: true,
        canceled: true,
        change: { instanceIds: null },
      });
      return {
        stop: async () => {
          listeners.delete(nodeId);
        },
      };
    },
  };
}
