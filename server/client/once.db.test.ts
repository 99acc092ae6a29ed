import { orchestrator } from 'perdure';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setLimits } from '@/contract/limits';
import { allRows } from '@/db/testing/all-rows';
import { until } from '@/db/testing/until';
import { cutConnections } from '../hub/testing/cut-connections';
import { openTestHub, type TestHub } from '../hub/testing/open-test-hub';
import type { Runtime } from '../runtime';

const approval = orchestrator('Approval', async (ctx) => ctx.waitForExternalEvent('Go'));
const collect = orchestrator('Collect', async (ctx) => {
  const events: unknown[] = [];
  while (events.at(-1) !== 'end') events.push(await ctx.waitForExternalEvent('Go'));
  return events;
});

let hub: TestHub;
let nodes: [Runtime, Runtime];

beforeAll(async () => {
  hub = await openTestHub();
  nodes = [await hub.open({ approval, collect }), await hub.open({ approval, collect })];
});

afterEach(() => setLimits({}));

afterAll(() => hub.close());

const count = async () => (await allRows(hub.sql)).instances.length;
const start = (node: 0 | 1, key: string, input?: unknown, instanceId?: string) =>
  nodes[node].client.startNew('Approval', input, { idempotencyKey: key, instanceId });
const raise = (node: 0 | 1, id: string, data: unknown, idempotencyKey?: string) =>
  nodes[node].client.raiseEvent(id, 'Go', data, { idempotencyKey });
const reuse = { code: 'idempotency-key-reuse' };

describe('a start with an idempotency key', () => {
  it('happens once, whichever node is asked, and also after its instance has ended', async () => {
    const id = await start(0, 'order-1', { a: 1 });
    expect([await start(0, 'order-1', { a: 1 }), await start(1, 'order-1', { a: 1 })]).toEqual([id, id]);
    await nodes[0].client.terminate(id, 'enough');
    await nodes[0].client.waitForCompletion(id);
    expect(await start(1, 'order-1', { a: 1 })).toBe(id);
    expect(await nodes[1].client.getInstance(id)).toMatchObject({ generation: 0, status: 'Terminated' });
  });

  it('happens once where both nodes are asked at once, many times', async () => {
    const before = await count();
    const asked = Array.from({ length: 40 }, (_, index) => start(index % 2 === 0 ? 0 : 1, 'order-2'));
    expect(new Set(await Promise.all(asked)).size).toBe(1);
    expect(await count()).toBe(before + 1);
  });

  it('is another request with another input, another id or another orchestrator', async () => {
    await start(0, 'order-3', 1);
    const before = await allRows(hub.sql);
    await expect(start(1, 'order-3', 2)).rejects.toMatchObject(reuse);
    await expect(start(0, 'order-3', 1, 'mine')).rejects.toMatchObject(reuse);
    await expect(nodes[1].client.startNew('Collect', 1, { idempotencyKey: 'order-3' })).rejects.toMatchObject(reuse);
    expect((await allRows(hub.sql)).idempotency_keys).toEqual(before.idempotency_keys);
    expect((await allRows(hub.sql)).instances).toHaveLength(before.instances.length);
  });

  it('happens once under an id of the caller’s own', async () => {
    const ids = await Promise.all([0, 1, 0, 1].map((node) => start(node === 0 ? 0 : 1, 'order-4', null, 'own-id')));
    expect(new Set(ids)).toEqual(new Set(['own-id']));
    await expect(nodes[0].client.startNew('Approval', null, { instanceId: 'own-id' })).rejects.toMatchObject({
      code: 'instance-exists',
    });
    await expect(start(1, 'order-5', null, 'own-id')).rejects.toMatchObject({ code: 'instance-exists' });
    await nodes[0].client.terminate('own-id', 'enough');
    await nodes[0].client.waitForCompletion('own-id');
    expect(await start(1, 'order-5', null, 'own-id')).toBe('own-id');
    expect(await hub.once('own-id', ({ generation }) => generation === 1)).toMatchObject({ status: 'Running' });
  });

  it.each(['', 'a b', 'x'.repeat(256), 'ä', 'a\nb'])('is refused with the key %j', async (key) => {
    await expect(start(0, key)).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('is a new one once the key is forgotten, and old keys go in small batches', async () => {
    const id = await start(0, 'old');
    await hub.sql`insert into idempotency_keys select partition_id, 'x' || n, key, request_hash, instance_id, created_at
      from idempotency_keys, generate_series(1, 30) n where key = 'old'`;
    await hub.sql`update idempotency_keys set created_at = created_at - interval '25 hours' where key = 'old'`;
    const left = async () => (await hub.sql`select 1 from idempotency_keys where key = 'old'`).length;
    const other = await start(1, 'old');
    expect(other).not.toBe(id);
    expect(await left()).toBe(11);
    setLimits({ idempotencyHours: 48 });
    expect(await start(0, 'old')).toBe(other);
    expect(await left()).toBe(11);
  });
});

describe('an event with an idempotency key', () => {
  it('comes in once, in order among others, and is answered alike after its instance has ended', async () => {
    const id = await nodes[0].client.startNew('Collect');
    for (const node of [0, 1] as const) {
      for (let index = 0; index < 5; index += 1) {
        await raise(node, id, `${node}-${index}`, `${node}-${index}`);
        await raise(node, id, `${node}-${index}`, `${node}-${index}`);
        if (node === 0) await raise(node, id, `plain-${index}`);
      }
    }
    await expect(raise(0, id, 'other', '0-0')).rejects.toMatchObject(reuse);
    await Promise.all(Array.from({ length: 20 }, (_, index) => raise(index % 2 === 0 ? 0 : 1, id, 'end', 'end')));
    const { output } = await nodes[1].client.waitForCompletion(id);
    expect(output).toHaveLength(16);
    expect((output as string[]).filter((text) => text.startsWith('0-'))).toEqual(['0-0', '0-1', '0-2', '0-3', '0-4']);
    expect((output as string[]).filter((text) => text.startsWith('1-'))).toEqual(['1-0', '1-1', '1-2', '1-3', '1-4']);
    await raise(1, id, 'end', 'end');
    await expect(raise(1, id, 'end', 'late')).rejects.toMatchObject({ code: 'instance-ended' });
    await expect(raise(1, 'nobody', 1, 'late')).rejects.toMatchObject({ code: 'instance-not-found' });
    expect((await hub.sql`select 1 from idempotency_keys where key = 'late'`).length).toBe(0);
  });

  it('answers an open wait alone', async () => {
    const id = await nodes[0].client.startNew('Approval');
    const { waits } = await hub.once(id, (instance) => instance.waits.length > 0);
    const answer = (data: unknown, idempotencyKey: string) =>
      nodes[1].client.raiseEvent(id, 'Go', data, { taskId: waits[0]?.taskId, idempotencyKey });
    await answer('yes', 'first');
    expect(await nodes[0].client.waitForCompletion(id)).toMatchObject({ output: 'yes' });
    await answer('yes', 'first');
    await expect(answer('no', 'second')).rejects.toMatchObject({ code: 'instance-ended' });
  });
});

it('a start happens once where nobody knows whether it did: connections were cut before the answers', async () => {
  const before = await count();
  const keys = Array.from({ length: 30 }, (_, index) => `cut-${index}`);
  const asking = keys.map((key) => start(0, key).catch(() => 'unknown'));
  await cutConnections(hub.sql);
  await Promise.all(asking);
  const ids = await Promise.all(keys.map((key) => until('an answer', () => start(1, key).catch(() => null))));
  expect(new Set(ids).size).toBe(30);
  expect(await count()).toBe(before + 30);
});
