import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Store } from '@/server/store';
import { LEASE_MS, nodeFacts, openTestStores, type TestStores } from '../testing/open-test-stores';
import { until } from '../testing/until';

let hub: TestStores;
let one: Store;
let other: Store;

beforeAll(async () => {
  hub = await openTestStores(2, 2);
  [one, other] = hub.stores as [Store, Store];
});

afterAll(() => hub.close());

beforeEach(async () => {
  await hub.sql`delete from nodes`;
  await hub.sql`update partitions set owner = null, lease_id = null`;
  await Promise.all([one.registerNode(nodeFacts('one'), LEASE_MS), other.registerNode(nodeFacts('other'), LEASE_MS)]);
  await serverIsNotNew();
});

/** Of a server that started a moment ago nothing is concluded. */
const serverIsNotNew = () =>
  until('the server has been up for a while', async () => {
    const [row] = await hub.sql<{ is: boolean }[]>`
      select pg_postmaster_start_time() < clock_timestamp() - interval '5.5 s' as is`;
    return row?.is;
  });

const sessionOf = async (nodeId: string) => {
  const [row] = await hub.sql<{ session: string | null }[]>`select session from nodes where node_id = ${nodeId}`;
  return row?.session ?? null;
};

const cut = async (nodeId: string) => {
  const pid = Number((await sessionOf(nodeId))?.split(' ')[0]);
  await hub.sql`select pg_terminate_backend(${pid}, 5000)`;
};

test('a node whose session has ended is missed, and its lease can be ended', async () => {
  await one.missingSessions('one');
  expect(await other.missingSessions('other')).toEqual([]);
  await one.acquirePartitions('one', 2);
  const session = await sessionOf('one');
  await cut('one');
  const missing = await other.missingSessions('other');
  expect(missing).toEqual([{ nodeId: 'one', session }]);
  expect(await other.acquirePartitions('other', 2)).toEqual([]);
  expect(await other.endLeases(missing)).toBe(1);
  expect(await other.acquirePartitions('other', 2)).toHaveLength(2);
  expect(await other.missingSessions('other')).toEqual([]);
});

test('Z2. a node that comes back under another session keeps its lease', async () => {
  await one.missingSessions('one');
  await cut('one');
  const missing = await other.missingSessions('other');
  await until('it is back', async () => (await one.missingSessions('one').catch(() => null)) !== null);
  expect(await other.endLeases(missing)).toBe(0);
  expect(await other.missingSessions('other')).toEqual([]);
});

test('Z1. a node that has no session of its own is not missed', async () => {
  await one.acquirePartitions('one', 2);
  expect(await other.missingSessions('other')).toEqual([]);
  expect(await other.endLeases([{ nodeId: 'one', session: '0 0' }])).toBe(0);
});
