import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/server/store';
import { LEASE_MS, nodeFacts, openTestStores, type TestStores } from '../testing/open-test-stores';

const PARTITIONS = 8;
const DEAD = -1;

let hub: TestStores;
let one: Store;
let other: Store;

beforeAll(async () => {
  hub = await openTestStores(2, PARTITIONS);
  [one, other] = hub.stores as [Store, Store];
});

afterAll(() => hub.close());

beforeEach(async () => {
  await hub.sql`delete from nodes`;
  await hub.sql`update partitions set owner = null, lease_id = null`;
});

const idsOf = (leases: { partitionId: number }[]) => leases.map(({ partitionId }) => partitionId).sort();
const ALL = Array.from({ length: PARTITIONS }, (_, id) => id);

async function register(store: Store, nodeId: string, leaseMs = LEASE_MS) {
  return store.registerNode(nodeFacts(nodeId), leaseMs);
}

describe('acquire', () => {
  test('gives free partitions, each under a new epoch and lease id', async () => {
    await register(one, 'one');
    const before = await hub.sql<{ id: number; epoch: string }[]>`select partition_id as id, epoch from partitions`;
    const leases = await one.acquirePartitions('one', PARTITIONS);
    expect(idsOf(leases)).toEqual(ALL);
    for (const { partitionId, epoch } of leases)
      expect(epoch).toBe(Number(before.find(({ id }) => id === partitionId)?.epoch) + 1);
    expect(new Set(leases.map(({ leaseId }) => leaseId)).size).toBe(PARTITIONS);
  });

  test('gives no more than asked for', async () => {
    await register(one, 'one');
    expect(await one.acquirePartitions('one', 3)).toHaveLength(3);
  });

  test('never takes from a live node, and all from a dead one', async () => {
    await register(one, 'one');
    const held = await one.acquirePartitions('one', 5);
    await register(other, 'other');
    const free = await other.acquirePartitions('other', PARTITIONS);
    expect(idsOf([...held, ...free])).toEqual(ALL);
    expect(free).toHaveLength(3);
    await one.renewNode('one', DEAD);
    const taken = await other.acquirePartitions('other', PARTITIONS);
    expect(idsOf(taken)).toEqual(idsOf(held));
    expect(taken.every(({ isLeftBehind }) => isLeftBehind)).toBe(true);
  });

  test('takes what a node held that is not even registered', async () => {
    await hub.sql`update partitions set owner = 'forgotten', lease_id = gen_random_uuid()`;
    await register(one, 'one');
    expect(await one.acquirePartitions('one', PARTITIONS)).toHaveLength(PARTITIONS);
  });

  test('two nodes at once share without overlap', async () => {
    await Promise.all([register(one, 'one'), register(other, 'other')]);
    const taken = await Promise.all(
      [1, 1, 1, 1].flatMap((limit) => [one.acquirePartitions('one', limit), other.acquirePartitions('other', limit)]),
    );
    const ids = idsOf(taken.flat());
    expect(new Set(ids).size).toBe(ids.length);
    const rest = await one.acquirePartitions('one', PARTITIONS);
    expect(idsOf([...taken.flat(), ...rest])).toEqual(ALL);
  });
});

describe('renew', () => {
  test('tells what the node owns, how many nodes live, and the time of the database', async () => {
    const first = await register(one, 'one');
    expect(first).toMatchObject({ liveNodes: 1, leases: [] });
    const leases = await one.acquirePartitions('one', 2);
    await register(other, 'other');
    const renewed = await one.renewNode('one', LEASE_MS);
    expect(renewed.liveNodes).toBe(2);
    expect(renewed.leases).toHaveLength(2);
    expect(renewed.leases).toEqual(
      expect.arrayContaining(leases.map(({ isLeftBehind: _, ...lease }) => ({ ...lease, heir: null }))),
    );
    expect(renewed.now).toBeGreaterThanOrEqual(first.now);
    const [row] = await hub.sql<
      { now: number }[]
    >`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`;
    expect(renewed.now).toBeLessThanOrEqual(row?.now ?? 0);
  });

  test('does not count nodes whose heartbeat is past', async () => {
    await register(one, 'one');
    await register(other, 'other', DEAD);
    expect((await one.renewNode('one', LEASE_MS)).liveNodes).toBe(1);
  });

  test('brings a node back that was late, with what nobody has taken meanwhile', async () => {
    await register(one, 'one', DEAD);
    const held = await one.acquirePartitions('one', PARTITIONS);
    await register(other, 'other');
    const taken = await other.acquirePartitions('other', 3);
    const renewed = await one.renewNode('one', LEASE_MS);
    expect(idsOf([...renewed.leases, ...taken])).toEqual(idsOf(held));
    expect(await other.acquirePartitions('other', PARTITIONS)).toEqual([]);
  });

  test('registering forgets nodes that are long dead', async () => {
    await register(one, 'long dead', -2 * 24 * 60 * 60 * 1000);
    await register(one, 'just dead', DEAD);
    await register(other, 'other');
    const rows = await hub.sql<{ id: string }[]>`select node_id as id from nodes order by 1`;
    expect(rows.map(({ id }) => id)).toEqual(['just dead', 'other']);
  });
});

describe('giving back', () => {
  test('a released partition is free at once; releasing it again changes nothing', async () => {
    await register(one, 'one');
    await register(other, 'other');
    const [lease] = await one.acquirePartitions('one', PARTITIONS);
    if (lease === undefined) throw new Error('No lease.');
    await one.releasePartition(lease);
    const [taken] = await other.acquirePartitions('other', PARTITIONS);
    expect(taken).toMatchObject({ partitionId: lease.partitionId, epoch: lease.epoch + 1, isLeftBehind: false });
    await one.releasePartition(lease);
    expect((await other.renewNode('other', LEASE_MS)).leases).toMatchObject([{ leaseId: taken?.leaseId }]);
  });

  test('reacquire draws a new epoch for the same owner, and refuses an old lease', async () => {
    await register(one, 'one');
    const [lease] = await one.acquirePartitions('one', 1);
    if (lease === undefined) throw new Error('No lease.');
    const renewed = await one.reacquirePartition(lease);
    expect((await one.renewNode('one', LEASE_MS)).leases).toMatchObject([renewed]);
    expect(renewed).toMatchObject({ epoch: lease.epoch + 1 });
    expect(await one.reacquirePartition(lease)).toBe('lease-lost');
  });

  test('a removed node leaves everything, and is counted no more', async () => {
    await register(one, 'one');
    await register(other, 'other');
    await one.acquirePartitions('one', 5);
    const [kept] = await other.acquirePartitions('other', 1);
    await one.removeNode('one');
    await one.removeNode('one');
    expect(await other.renewNode('other', LEASE_MS)).toMatchObject({
      liveNodes: 1,
      leases: [{ leaseId: kept?.leaseId }],
    });
    expect(await other.acquirePartitions('other', PARTITIONS)).toHaveLength(PARTITIONS - 1);
  });
});

describe('handing over', () => {
  const heirsOf = async (store: Store, nodeId: string) =>
    (await store.renewNode(nodeId, LEASE_MS)).leases.map(({ heir }) => heir).sort();

  beforeEach(async () => {
    await hub.sql`delete from heirs`;
    await register(one, 'one');
    await one.acquirePartitions('one', PARTITIONS);
    await register(other, 'other');
  });

  test('an owner hears who asks for how many, and each is asked for once', async () => {
    expect(await other.askForPartitions('other', 'one', 3)).toBe(3);
    expect(await heirsOf(one, 'one')).toEqual([null, null, null, null, null, 'other', 'other', 'other']);
    expect(await other.renewNode('other', LEASE_MS)).toMatchObject({ asked: 3, others: [{ partitions: 5 }] });
    await register(other, 'third');
    expect(await other.askForPartitions('third', 'one', PARTITIONS)).toBe(5);
    expect(await one.renewNode('one', LEASE_MS)).toMatchObject({ liveNodes: 3, asked: 0 });
  });

  test('who is gone or leaves asks no more', async () => {
    await other.askForPartitions('other', 'one', 3);
    await other.leaveHub('other', LEASE_MS);
    expect(new Set(await heirsOf(one, 'one'))).toEqual(new Set([null]));
    await register(other, 'third');
    expect(await other.askForPartitions('third', 'one', PARTITIONS)).toBe(PARTITIONS);
  });

  test('what is handed over is the heir’s, under a new lease, and nobody’s ask any more', async () => {
    await other.askForPartitions('other', 'one', 1);
    const lease = (await one.renewNode('one', LEASE_MS)).leases.find(({ heir }) => heir === 'other');
    if (lease === undefined) throw new Error('No lease.');
    await one.handOverPartition(lease, 'other');
    const { leases, asked } = await other.renewNode('other', LEASE_MS);
    expect(leases).toMatchObject([{ partitionId: lease.partitionId, epoch: lease.epoch + 1, heir: null }]);
    expect(asked).toBe(0);
    expect(await one.reacquirePartition(lease)).toBe('lease-lost');
  });

  test('what nobody is there to take is free', async () => {
    const [lease] = (await one.renewNode('one', LEASE_MS)).leases;
    if (lease === undefined) throw new Error('No lease.');
    await other.leaveHub('other', LEASE_MS);
    await one.handOverPartition(lease, 'other');
    expect((await other.renewNode('other', LEASE_MS)).leases).toEqual([]);
    await register(other, 'third');
    expect(await other.acquirePartitions('third', PARTITIONS)).toMatchObject([{ partitionId: lease.partitionId }]);
  });

  test('what is pinned stays until it is unpinned', async () => {
    const [lease] = (await one.renewNode('one', LEASE_MS)).leases;
    if (lease === undefined) throw new Error('No lease.');
    await one.handOverPartition(lease, 'other', { isPinned: true });
    expect(await one.askForPartitions('one', 'other', 1)).toBe(0);
    expect(await heirsOf(other, 'other')).toEqual(['other']);
    await other.unpinPartitions('other');
    expect(await one.askForPartitions('one', 'other', 1)).toBe(1);
  });

  test('one that leaves keeps what it holds, and counts as no member', async () => {
    const { leases, liveNodes } = await other.leaveHub('other', LEASE_MS);
    expect([leases, liveNodes]).toEqual([[], 2]);
    expect(await one.renewNode('one', LEASE_MS, 7)).toMatchObject({
      liveNodes: 1,
      others: [{ isAlive: true, isLeaving: true }],
    });
    expect(await other.renewNode('other', LEASE_MS)).toMatchObject({ others: [{ activitiesRunning: 7 }] });
  });
});

test('the number of partitions is what the first node gave', () => {
  expect(hub.stores.map(({ partitionCount }) => partitionCount)).toEqual([PARTITIONS, PARTITIONS]);
});
