/** Waits for instances that another node owns, on a real hub of two. */
import { activity, orchestrator } from 'perdure';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../hub/testing/open-test-hub';
import type { InstanceStatus } from '../query-store';
import type { Runtime } from '../runtime';
import { CompletionWatch } from './completion-watch';

const say = activity('Say', (text: string) => `Hello ${text}!`);
const approval = orchestrator('Approval', async (ctx) =>
  ctx.callActivity(say, await ctx.waitForExternalEvent<string>('Approval')),
);

let hub: TestHub;
let one: Runtime;
let other: Runtime;

beforeAll(async () => {
  hub = await openTestHub();
  one = await hub.open({ say, approval });
  other = await hub.open({ say, approval });
});

afterAll(() => hub.close());

/** A watch of this node's, and how often it has asked the store. */
function watchOf(node: Runtime) {
  const asked: string[] = [];
  const getInstanceStatus = (instanceId: string): Promise<InstanceStatus | null> => {
    asked.push(instanceId);
    return hub.store.getInstanceStatus(instanceId);
  };
  return { watch: new CompletionWatch(node.node, { getInstanceStatus }), asked };
}

test.each(['one', 'other'])(
  'C1 C2. many who wait on node %s are told at once, and few questions are asked',
  async (name) => {
    const node = name === 'one' ? one : other;
    const ids = await Promise.all(Array.from({ length: 4 }, () => one.client.startNew(approval)));
    const { watch, asked } = watchOf(node);
    const waits = ids.flatMap((id) => Array.from({ length: 25 }, () => watch.wait(id)));
    for (const id of ids) await one.client.raiseEvent(id, 'Approval', 'Zoë');
    for (const { status, output } of await Promise.all(waits)) {
      expect([status, output]).toEqual(['Completed', '"Hello Zoë!"']);
    }
    // Each wait for itself would have asked a hundred times and more.
    expect(asked.length).toBeLessThan(50);
  },
);

test('C4. a wait ends with its signal, its time, or where there is nobody', async () => {
  const id = await one.client.startNew(approval);
  const { watch } = watchOf(other);
  const caller = new AbortController();
  const given = watch.wait(id, { signal: caller.signal });
  caller.abort(new Error('gone'));
  await expect(given).rejects.toThrow('gone');
  await expect(watch.wait(id, { signal: caller.signal })).rejects.toThrow('gone');
  expect((await watch.wait(id, { timeoutMs: 10 })).status).toMatch(/Pending|Running/);
  expect((await watch.wait(id, { timeoutMs: 0 })).status).toMatch(/Pending|Running/);
  await expect(watch.wait('nobody')).rejects.toMatchObject({ code: 'instance-not-found' });
  await expect(watch.wait('nobody', { timeoutMs: 0 })).rejects.toMatchObject({ code: 'instance-not-found' });
  for (const timeoutMs of [-1, Number.NaN]) {
    await expect(watch.wait(id, { timeoutMs })).rejects.toMatchObject({ code: 'invalid-request' });
  }
});

test('C4. a time that no timer can hold is no time at all', async () => {
  const id = await one.client.startNew(approval);
  const { watch } = watchOf(other);
  const wait = watch.wait(id, { timeoutMs: 2 ** 40 });
  await one.client.raiseEvent(id, 'Approval', 'x');
  expect((await wait).status).toBe('Completed');
});
