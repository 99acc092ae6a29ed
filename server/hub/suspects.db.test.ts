import { orchestrator } from 'perdure';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { partitionOf } from '../partition-of';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const waiter = orchestrator('Waiter', async (context) => context.waitForExternalEvent<string>('Go'));

let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub();
});

afterEach(async () => expect(await violations(hub.sql)).toEqual([]));

afterAll(() => hub.close());

/** A node that holds the waiting instance back, as if its process had ended with it twice already. */
async function openWithSuspect(instanceId: string) {
  const node = await hub.open({ waiter });
  await node.client.startNew(waiter, undefined, { instanceId });
  await hub.once(instanceId, ({ waits }) => waits.length === 1);
  await node.stop();
  const partitionId = partitionOf(instanceId, hub.store.partitionCount);
  for (const nodeId of ['dead-1', 'dead-2']) await hub.store.markSuspects(partitionId, nodeId, [instanceId]);
  const after = await hub.open({ waiter });
  await after.client.raiseEvent(instanceId, 'Wake', null);
  await hub.once(instanceId, ({ problem }) => problem !== null);
  return after;
}

const end = {
  terminated: (node: { client: Client }, id: string) => node.client.terminate(id, 'It is held back.'),
  purged: (node: { client: Client }, id: string) => node.client.purge(id, { force: true }),
  replaced: async () => {},
};
type Client = Awaited<ReturnType<TestHub['open']>>['client'];

it.each(['terminated', 'purged', 'replaced'] as const)(
  'K5. nothing is held against an instance whose id was that of a suspect that was %s',
  async (how) => {
    const node = await openWithSuspect(how);
    await end[how](node, how);
    await node.client.startNew(waiter, undefined, { instanceId: how, onConflict: 'replace' });
    expect(await hub.sql`select from suspects`).toHaveLength(0);
    // What the node remembers, and what the next one reads, is the same.
    await hub.once(how, ({ status, waits }) => status === 'Running' && waits.some(({ state }) => state === 'open'));
    await node.stop();
    const next = await hub.open({ waiter });
    await next.client.raiseEvent(how, 'Go', 'to the new one');
    expect(await next.client.waitForCompletion(how)).toMatchObject({ output: 'to the new one' });
    await next.stop();
  },
);
