/** Nodes come and go. Their heartbeats are so slow that whatever happens here happens without one. */
import { activity, orchestrator } from 'perdure';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { until } from '@/db/testing/until';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const SLOW = { heartbeatMs: 300_000, leaseMs: 600_000 };

let hub: TestHub;
let release: () => void;
let released: Promise<void>;

beforeEach(async () => {
  hub = await openTestHub();
  released = new Promise((resolve) => {
    release = resolve;
  });
});

afterEach(async () => {
  expect(await violations(hub.sql)).toEqual([]);
  await hub.close();
});

const echo = activity('Echo', (value: number) => value);
const endless = orchestrator('Endless', async (context) => {
  const stop = context.waitForExternalEvent('Stop');
  let count = 0;
  for (; !stop.isCompleted; count += 1) await context.callActivity(echo, count);
  return count;
});

/** A node's own code: activities that wait until the test lets them go on, and how many began there. */
function holding() {
  let began = 0;
  const hold = activity('Hold', () => {
    began += 1;
    return released;
  });
  const many = orchestrator('Many', function* (context, width: number) {
    yield* context.all(Array.from({ length: width }, () => context.callActivity(hold)));
  });
  return { functions: { hold, many }, began: () => began };
}

const owners = async () =>
  (await hub.sql<{ owner: string | null }[]>`select owner from partitions`).map(({ owner }) => owner);
const ownerCount = async (count: number) => {
  const found = await owners();
  return !found.includes(null) && new Set(found).size === count;
};

it('N5. partitions move to a node that joins, and on from one that leaves, while instances run', async () => {
  const one = await hub.open({ echo, endless }, SLOW);
  const ids = await Promise.all([1, 2, 3, 4].map(() => one.client.startNew(endless, undefined)));
  const two = await hub.open({ echo, endless }, SLOW);
  await until('both own a partition', () => ownerCount(2));
  await one.stop();
  await until('the second owns both', () => ownerCount(1));
  for (const id of ids) await two.client.raiseEvent(id, 'Stop', null);
  for (const id of ids) expect(await two.client.waitForCompletion(id)).toMatchObject({ status: 'Completed' });
  expect(await hub.sql`select from nodes`).toHaveLength(1);
});

it('N6. a new deployment takes over from the old one', async () => {
  const old = await hub.open({ echo, endless }, SLOW, { PERDURE_DEPLOYMENT: 'old' });
  const id = await old.client.startNew(endless, undefined);
  const fresh = await hub.open({ echo, endless }, SLOW, { PERDURE_DEPLOYMENT: 'new' });
  await old.stop();
  await fresh.client.raiseEvent(id, 'Stop', null);
  expect(await fresh.client.waitForCompletion(id)).toMatchObject({ status: 'Completed' });
});

it('what a node alone holds beyond its capacity goes to one that joins', async () => {
  const busy = holding();
  const one = await hub.open(busy.functions, { ...SLOW, maxConcurrentActivityFunctions: 1 });
  const id = await one.client.startNew('Many', 6);
  await until('one runs', async () => busy.began() === 1);
  const free = holding();
  await hub.open(free.functions, { ...SLOW, maxConcurrentActivityFunctions: 10 });
  await until('the others run on the other', async () => free.began() === 5);
  release();
  expect(await one.client.waitForCompletion(id)).toMatchObject({ status: 'Completed' });
});

it('the activities of one instance run on all nodes that have room', async () => {
  const nodes = [holding(), holding(), holding()];
  const runtimes = [];
  for (const { functions } of nodes)
    runtimes.push(await hub.open(functions, { ...SLOW, maxConcurrentActivityFunctions: 2 }));
  const id = await runtimes[0]?.client.startNew('Many', 6);
  await until('all run at once', async () => nodes.every(({ began }) => began() === 2));
  release();
  expect(await runtimes[1]?.client.waitForCompletion(id ?? '')).toMatchObject({ status: 'Completed' });
});

it('N6. one that leaves gives back at once what it has not begun', async () => {
  const leaving = holding();
  const one = await hub.open(leaving.functions, { ...SLOW, maxConcurrentActivityFunctions: 1, drainMs: 300_000 });
  const id = await one.client.startNew('Many', 3);
  await until('one runs', async () => leaving.began() === 1);
  const stopped = one.stop();
  await until('the others are free', async () => {
    const free = await hub.sql`select from work_items where locked_by is null and attempt = 0`;
    return free.length === 2;
  });
  const next = holding();
  const two = await hub.open(next.functions, SLOW);
  await until('the others run', async () => next.began() === 2);
  release();
  await stopped;
  expect(await two.client.waitForCompletion(id)).toMatchObject({ status: 'Completed' });
  expect([leaving.began(), next.began()]).toEqual([1, 2]);
});
