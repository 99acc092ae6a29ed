// A node, `node-0`, that owns the only partition of a hub, and what a test asks of it.

import { expect } from 'vitest';
import type { HistoryEvent, HistoryFact } from '@/server/engine/history';
import type { Checkpoint, Lease, LoadedInstance, Turned } from '@/server/store';
import { joinHub, openTestStore, type TestStore } from './open-test-stores';
import { AT, testCheckpoint } from './test-turns';

export type TestOwner = TestStore & {
  /** The current one; a test that takes the partition over puts the new one here. */
  lease: Lease;
  /** Makes a checkpoint, and expects that it is committed. */
  commit(turned: Turned[], facts?: Partial<Checkpoint>): Promise<void>;
  load(instanceId: string): Promise<LoadedInstance>;
};

export async function openTestOwner(): Promise<TestOwner> {
  const hub = await openTestStore(1);
  const [lease] = await joinHub(hub.store, 'node-0');
  if (lease === undefined) throw new Error('The hub gave no lease.');
  const commit = async (turned: Turned[], facts?: Partial<Checkpoint>): Promise<void> => {
    expect(await hub.store.checkpoint(testCheckpoint(owner.lease, turned, facts))).toBe('committed');
  };
  const load = async (instanceId: string): Promise<LoadedInstance> => {
    const loaded = (await hub.store.loadInstances(0, [instanceId])).get(instanceId);
    if (loaded === undefined) throw new Error(`There is no instance ${instanceId}.`);
    return loaded;
  };
  const owner: TestOwner = { ...hub, lease, commit, load };
  return owner;
}

/** The facts as a history, three to a turn, a millisecond apart. */
export function numbered(facts: HistoryFact[]): HistoryEvent[] {
  return facts.map((fact, seq) => ({ ...fact, seq, turn: 1 + Math.floor(seq / 3), at: AT + seq }));
}
