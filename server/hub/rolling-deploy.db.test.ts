/** Nodes of different code on one hub: each runs what it has, and leaves the rest to those who have it. */
import { activity, orchestrator } from 'perdure';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { until } from '@/db/testing/until';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const FAST = { heartbeatMs: 100, leaseMs: 2_000 };

const first = orchestrator('Rolling', async () => 'first', { version: '1' });
const second = orchestrator('Rolling', async () => 'second', { version: '2' });

const old = activity('Old', () => 'old');
const fresh = activity('Fresh', () => 'fresh');
const calls = orchestrator('Calls', async (context, name: string) => context.callActivity(name));

let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub();
});

afterEach(async () => expect(await violations(hub.sql)).toEqual([]));

afterAll(() => hub.close());

const ownerOf = async () => (await hub.sql`select distinct owner from partitions`).map(({ owner }) => owner);

it('an instance runs on a node that has its version, whoever owned its partition', async () => {
  const before = await hub.open({ first }, FAST);
  const after = await hub.open({ first, second }, FAST);
  await until('both own a partition', async () => (await ownerOf()).length === 2 || null);
  const ids = await Promise.all(Array.from({ length: 8 }, () => after.client.startNew(second, undefined)));
  for (const id of ids) expect(await after.client.waitForCompletion(id)).toMatchObject({ output: 'second' });
  for (const id of await Promise.all(ids.map(() => before.client.startNew(first, undefined))))
    expect(await before.client.waitForCompletion(id)).toMatchObject({ output: 'first' });
  await Promise.all([before.stop(), after.stop()]);
});

it('an instance that no live node can run says what it waits for, until one comes', async () => {
  const before = await hub.open({ first }, FAST);
  const id = await before.client.startNew('Rolling', undefined, { instanceId: 'waits', version: '2' });
  const waiting = await hub.once(id, ({ waitingOn }) => waitingOn?.kind === 'code');
  expect(waiting).toMatchObject({
    status: 'Pending',
    waitingOn: { kind: 'code', name: 'Rolling', version: '2' },
    problem: expect.stringContaining("'Rolling' of version '2'"),
  });
  const after = await hub.open({ second }, FAST);
  expect(await after.client.waitForCompletion(id)).toMatchObject({ output: 'second' });
  await Promise.all([before.stop(), after.stop()]);
});

it('activities run where they are, and one that no node has fails', async () => {
  const before = await hub.open({ calls, old }, FAST);
  const after = await hub.open({ calls, fresh }, FAST);
  await until('each knows the other', async () => (await ownerOf()).length === 2 || null);
  const run = async (name: string) => before.client.waitForCompletion(await before.client.startNew(calls, name));
  const ends = await Promise.all(['Old', 'Fresh', 'Old', 'Fresh', 'Old', 'Fresh'].map(run));
  expect(ends.map(({ output }) => output)).toEqual(['old', 'fresh', 'old', 'fresh', 'old', 'fresh']);
  expect(await run('Nowhere')).toMatchObject({
    status: 'Failed',
    failure: { innerFailure: { errorType: 'ActivityNotFound', isNonRetriable: true } },
  });
  await Promise.all([before.stop(), after.stop()]);
});
