import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '@/server/store';
import type { Wake } from '@/server/wake-store';
import { openTestStores, type TestStores } from '../testing/open-test-stores';

const EVERYTHING: Wake = {
  partitions: [0, 1, 2],
  workItems: [0, 1, 2],
  limited: true,
  members: true,
  canceled: true,
  change: { instanceIds: null },
};
const NOTHING: Wake = { partitions: [], workItems: [], limited: false, members: false, canceled: false, change: null };

let hub: TestStores;
let one: Listener;
let other: Listener;

beforeAll(async () => {
  hub = await openTestStores(2, 3);
  const [first, second] = hub.stores as [Store, Store];
  one = await listener(first, 'one');
  other = await listener(second, 'other');
});

afterAll(async () => {
  await Promise.all([one.stop(), other.stop()]);
  await hub.close();
});

type Listener = { store: Store; next(): Promise<Wake>; stop(): Promise<void> };

/** What a node hears, one after the other. */
async function listener(store: Store, nodeId: string): Promise<Listener> {
  const heard: Wake[] = [];
  let tell: () => void = () => undefined;
  const listening = await store.listen(nodeId, (wake) => {
    heard.push(wake);
    tell();
  });
  const next = async (): Promise<Wake> => {
    for (;;) {
      const wake = heard.shift();
      if (wake !== undefined) return wake;
      await new Promise<void>((resolve) => {
        tell = resolve;
      });
    }
  };
  return { store, next, stop: listening.stop };
}

test('who begins to listen looks at everything', async () => {
  expect(await one.next()).toEqual(EVERYTHING);
  expect(await other.next()).toEqual(EVERYTHING);
});

test('a wake reaches the other nodes and not its sender', async () => {
  const wake: Wake = {
    ...NOTHING,
    partitions: [2],
    workItems: [1],
    members: true,
    change: { instanceIds: ['a', 'ü "1"'] },
  };
  await one.store.wake('one', wake);
  expect(await other.next()).toMatchObject(wake);
  await other.store.wake('other', NOTHING);
  expect(await one.next()).toMatchObject(NOTHING);
});

test('more names than a notification holds become all instances; the rest of the wake stays', async () => {
  const instanceIds = Array.from({ length: 150 }, (_, index) => `${index} ${'é'.repeat(100)}`);
  await one.store.wake('one', { ...NOTHING, partitions: [1], change: { instanceIds } });
  const wake = await other.next();
  expect(wake).toMatchObject({ ...NOTHING, partitions: [1], change: { instanceIds: null } });
});

test('what no node has sent means a look at everything', async () => {
  for (const payload of ['', 'not JSON', '{"from":"stranger"}']) {
    await hub.sql`select pg_notify('perdure', ${payload})`;
    expect(await one.next()).toEqual(EVERYTHING);
    expect(await other.next()).toEqual(EVERYTHING);
  }
});

test('after a lost connection it looks at everything, and hears again', async () => {
  await hub.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen%' and pid <> pg_backend_pid()`;
  expect(await one.next()).toEqual(EVERYTHING);
  expect(await other.next()).toEqual(EVERYTHING);
  await one.store.wake('one', { ...NOTHING, partitions: [0] });
  expect(await other.next()).toMatchObject({ partitions: [0] });
});

test('who has stopped hears nothing more', async () => {
  const third = await listener(one.store, 'third');
  expect(await third.next()).toEqual(EVERYTHING);
  await third.stop();
  let isSilent = true;
  third.next().then(() => {
    isSilent = false;
  }, undefined);
  await one.store.wake('one', NOTHING);
  await other.next();
  expect(isSilent).toBe(true);
});
