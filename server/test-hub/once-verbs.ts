/** What happens once for each idempotency key, in memory. Keys are kept as long as their partition is. */
import { isTerminal } from '@/contract/runtime-status';
import type { Claim, OnceKey, OnceResult, OnceStore } from '../once-store';
import type { MemoryDatabase } from './memory-database';
import type { MemoryRows } from './memory-rows';
import { startVerbs } from './start-verbs';

type Known = Map<string, { hash: string; instanceId: string }>;

const keysOf = new WeakMap<MemoryRows, Known>();

export function onceVerbs(database: MemoryDatabase): OnceStore {
  const { enqueueStarts } = startVerbs(database);
  return {
    claimKey: async (partitionId, key, instanceId) => claim(database.rows(partitionId), key, instanceId),
    startOnce: async (partitionId, key, start) => {
      const rows = database.rows(partitionId);
      const claimed = claim(rows, key, start.instanceId);
      if (claimed.result !== 'new') return { ...claimed, message: null };
      const [result = 'conflict'] = await enqueueStarts(partitionId, [start]);
      if (result === 'conflict') known(rows).delete(placeOf(key));
      if (result !== 'started') return { result, instanceId: start.instanceId, message: null };
      return { ...claimed, message: [...rows.queue.values()].at(-1) ?? null };
    },
    raiseOnce: async (partitionId, key, { instanceId, message }) => {
      const rows = database.rows(partitionId);
      const claimed = claim(rows, key, instanceId);
      if (claimed.result !== 'new') return { ...claimed, message: null };
      const present = rows.instances.get(instanceId);
      if (present !== undefined && !isTerminal(present.status)) {
        return { ...claimed, message: rows.enqueue({ instanceId, message }) };
      }
      known(rows).delete(placeOf(key));
      return { result: present === undefined ? 'not-found' : 'ended', instanceId, message: null } satisfies OnceResult;
    },
  };
}

function known(rows: MemoryRows): Known {
  const keys: Known = keysOf.get(rows) ?? new Map();
  keysOf.set(rows, keys);
  return keys;
}

function placeOf({ scope, key }: OnceKey): string {
  return JSON.stringify([scope, key]);
}

function claim(rows: MemoryRows, key: OnceKey, instanceId: string): Claim {
  const before = known(rows).get(placeOf(key));
  if (before !== undefined) {
    return { result: before.hash === key.hash ? 'repeated' : 'reused', instanceId: before.instanceId };
  }
  known(rows).set(placeOf(key), { hash: key.hash, instanceId });
  return { result: 'new', instanceId };
}
