import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PutFunctionLimits } from '@/contract/function-limits';
import type { Store } from '@/server/store';
import { LEASE_MS, nodeFacts, openTestStores, type TestStores } from '../testing/open-test-stores';

let hub: TestStores;
let one: Store;
let other: Store;

beforeAll(async () => {
  hub = await openTestStores(2, 4);
  [one, other] = hub.stores as [Store, Store];
});

afterAll(() => hub.close());

beforeEach(async () => {
  await hub.sql`delete from nodes`;
  await hub.sql`delete from function_permits`;
  await hub.sql`delete from function_limits`;
  await one.registerNode(nodeFacts('one'), LEASE_MS);
  await other.registerNode(nodeFacts('other'), LEASE_MS);
});

const limitTo = (limits: Partial<PutFunctionLimits>) =>
  one.putFunctionLimits('Pay', { maxConcurrent: null, rate: null, per: 'second', ...limits }, 'somebody');
const ask = (store: Store, nodeId: string, running: number, wanted: number, unused = 0) =>
  store.takePermits(nodeId, { name: 'pay', running, wanted, unused });

test('limits are kept under their name, without regard to case, and told with the heartbeat', async () => {
  expect(await one.functionLimits('Pay')).toBeNull();
  await limitTo({ maxConcurrent: 3 });
  const changed = await limitTo({ rate: 5, per: 'minute' });
  expect(changed).toMatchObject({ name: 'Pay', maxConcurrent: null, rate: 5, per: 'minute', updatedBy: 'somebody' });
  expect(await other.functionLimits('PAY')).toEqual(changed);
  expect(await other.listFunctionLimits()).toEqual([changed]);
  expect((await other.renewNode('other', LEASE_MS)).limited).toEqual(['pay']);
  expect(await one.deleteFunctionLimits('pay')).toBe(true);
  expect(await one.deleteFunctionLimits('pay')).toBe(false);
  expect((await other.renewNode('other', LEASE_MS)).limited).toEqual([]);
});

test('what is not limited is permitted', async () => {
  expect(await ask(one, 'one', 3, 100)).toEqual({ granted: 100, isLess: false, retryMs: null });
});

test('F1. nodes that ask at once are permitted no more than the limit together', async () => {
  await limitTo({ maxConcurrent: 10 });
  const asked = await Promise.all([ask(one, 'one', 0, 7), ask(other, 'other', 0, 7)]);
  expect(asked.reduce((sum, { granted }) => sum + granted, 0)).toBe(10);
});

test('F1. what a node runs counts, whatever the limit says; of a node that is gone nothing does', async () => {
  await limitTo({ maxConcurrent: 2 });
  expect(await ask(one, 'one', 5, 1)).toMatchObject({ granted: 0 });
  expect(await ask(other, 'other', 0, 1)).toMatchObject({ granted: 0 });
  await one.renewNode('one', -1);
  expect(await ask(other, 'other', 0, 3)).toMatchObject({ granted: 2 });
});

test('F2. asking again changes nothing; who was denied is told of when there is less', async () => {
  await limitTo({ maxConcurrent: 2 });
  expect(await ask(one, 'one', 0, 2)).toMatchObject({ granted: 2 });
  expect(await ask(one, 'one', 0, 2)).toMatchObject({ granted: 2, isLess: false });
  expect(await ask(one, 'one', 1, 0)).toMatchObject({ isLess: false });
  expect(await ask(one, 'one', 1, 1)).toMatchObject({ granted: 1 });
  expect(await ask(other, 'other', 0, 1)).toMatchObject({ granted: 0 });
  expect(await ask(one, 'one', 1, 0)).toMatchObject({ isLess: true });
  expect(await ask(other, 'other', 0, 1)).toMatchObject({ granted: 1 });
});

test('F3. a rate permits no more than its tokens, and says when the next comes', async () => {
  await limitTo({ rate: 1, per: 'minute' });
  expect(await ask(one, 'one', 0, 1)).toMatchObject({ granted: 0, retryMs: expect.any(Number) });
  await hub.sql`update function_limits set refilled_at = clock_timestamp() - interval '10 minutes'`;
  expect(await ask(one, 'one', 0, 5)).toMatchObject({ granted: 1 });
  const { granted, retryMs } = await ask(other, 'other', 0, 5);
  expect(granted).toBe(0);
  expect(retryMs).toBeGreaterThan(50_000);
  expect(retryMs).toBeLessThanOrEqual(60_000);
  expect(await ask(one, 'one', 0, 0, 1)).toMatchObject({ granted: 0, retryMs: null });
  expect(await ask(other, 'other', 0, 1)).toMatchObject({ granted: 1 });
});

test('F3. a fast rate lets a tenth of a second gather', async () => {
  await limitTo({ rate: 1_000 });
  await hub.sql`update function_limits set refilled_at = clock_timestamp() - interval '1 minute'`;
  expect(await ask(one, 'one', 0, 500)).toMatchObject({ granted: 100 });
});
