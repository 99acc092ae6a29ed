import { once } from 'node:events';
import { activity, orchestrator } from 'perdure';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { until } from '@/db/testing/until';
import type { Runtime } from '../runtime';
import { cutConnections, cutUnderCheckpoint, cutUnderForward } from './testing/cut-connections';
import { idsInPartitions } from './testing/ids-in-partitions';
import { insist } from './testing/insist';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const TOLD = 90;

const pause = activity('Pause', () => 'paused');
/** Tells something in each of its turns. */
const teller = orchestrator('Teller', function* (ctx, listenerId: string) {
  for (let n = 0; n < TOLD; n += 1) {
    ctx.sendEvent(listenerId, 'Told', n);
    if (n % 3 === 0) yield ctx.callActivity(pause);
  }
});
const listener = orchestrator('Listener', function* (ctx) {
  const heard: number[] = [];
  while (heard.length < TOLD) heard.push(yield* ctx.waitForExternalEvent<number>('Told'));
  return heard;
});
const adding = orchestrator('Adding', async (_, [left, right]: [number, number]) => left + right);
const summing = orchestrator('Summing', function* (ctx, count: number) {
  let sum = 0;
  for (let n = 1; n <= count; n += 1) sum = yield* ctx.callSubOrchestrator(adding, [sum, n]);
  return sum;
});
const holding = orchestrator('Holding', async (ctx, instanceId: string) =>
  ctx.callSubOrchestrator(listener, undefined, { instanceId }),
);
const FUNCTIONS = { pause, teller, listener, adding, summing, holding };
const OPTIONS = { leaseMs: 3_000, heartbeatMs: 150 };

let hub: TestHub;

beforeEach(async () => {
  hub = await openTestHub();
});

afterEach(() => hub.close());

const names = Array.from({ length: 8 }, (_, index) => `talk ${index} of`);

async function startTalks(node: Runtime): Promise<string[]> {
  const listeners = await Promise.all(
    names.map(async (name, index) => {
      const [here, there] = idsInPartitions(name, index % 2 === 0 ? [0, 1] : [1, 0]);
      await insist(() => node.client.startNew(listener, undefined, { instanceId: there }), 'instance-exists');
      await insist(() => node.client.startNew(teller, there, { instanceId: here }), 'instance-exists');
      return there;
    }),
  );
  return listeners;
}

const NUMBERS = Array.from({ length: TOLD }, (_, n) => n);

async function allHeard(listeners: readonly string[]): Promise<void> {
  for (const id of listeners) {
    const { output } = await hub.once(id, ({ status }) => status === 'Completed');
    expect(JSON.parse(output ?? '')).toEqual(NUMBERS);
  }
  await until('all that was sent is deleted', async () => (await hub.sql`select from outbox`).length === 0);
  expect(await violations(hub.sql)).toEqual([]);
}

async function changes(node: Runtime, count: number): Promise<void> {
  for (let seen = 0; seen < count; seen += 1) await once(node.node.signals, 'changed');
}

describe('what is sent from partition to partition', () => {
  it('F1, R1. arrives once and in order, however often connections are cut', async () => {
    const [one] = [await hub.open(FUNCTIONS, OPTIONS), await hub.open(FUNCTIONS, OPTIONS)];
    const talking = startTalks(one);
    await cutUnderForward(hub.sql);
    await changes(one, 2);
    await cutUnderCheckpoint(hub.sql);
    await changes(one, 2);
    await cutConnections(hub.sql);
    await allHeard(await talking);
  });

  it('F3. arrives though nodes come and go', async () => {
    const one = await hub.open(FUNCTIONS, OPTIONS);
    const listeners = await startTalks(one);
    const other = await hub.open(FUNCTIONS, OPTIONS);
    await one.stop();
    await hub.open(FUNCTIONS, OPTIONS);
    await other.stop();
    await allHeard(listeners);
  });

  it('F3. was left in the outbox by a node that is gone, and is forwarded, once', async () => {
    const before = await hub.open(FUNCTIONS, OPTIONS);
    const [, there] = idsInPartitions('left', [0, 1]);
    await before.client.startNew(listener, undefined, { instanceId: there });
    await before.stop();
    for (const _ of ['once', 'and again']) {
      await leave(there);
      const after = await hub.open(FUNCTIONS, OPTIONS);
      await until('the outbox is empty', async () => (await hub.sql`select from outbox`).length === 0);
      await until('the queue is empty', async () => (await hub.sql`select from control_queue`).length === 0);
      const { events } = await after.client.getHistory(there, { after: -1, limit: 10 });
      expect(events.filter(({ type }) => type === 'EventRaised')).toHaveLength(1);
      await after.stop();
    }
  });
});

/** Puts a row into the outbox of partition 0, at the same position each time. */
async function leave(instanceId: string): Promise<void> {
  const message = { type: 'eventRaised', name: 'Told', payload: '0', eventId: crypto.randomUUID() };
  await hub.sql`
    insert into outbox (partition_id, position, target_partition, instance_id, message)
    values (0, 5, 1, ${instanceId}, ${JSON.stringify(message)})`;
}

it('sub-orchestrations run once each, however often connections are cut', async () => {
  const [one] = [await hub.open(FUNCTIONS, OPTIONS), await hub.open(FUNCTIONS, OPTIONS)];
  const ids = names.map((name) => `${name} a sum`);
  const starting = ids.map((instanceId) =>
    insist(() => one.client.startNew(summing, 12, { instanceId }), 'instance-exists'),
  );
  await cutUnderForward(hub.sql);
  await cutUnderCheckpoint(hub.sql);
  await cutUnderForward(hub.sql);
  await Promise.all(starting);
  for (const id of ids) expect((await hub.once(id, ({ status }) => status === 'Completed')).output).toBe('78');
  const [row] = await hub.sql<{ count: number }[]>`
    select count(*)::int as count from history where type = 'ExecutionStarted' and name = 'Adding'`;
  expect(row?.count).toBe(12 * names.length);
  expect(await violations(hub.sql)).toEqual([]);
});

it('purges take whole families, however often connections are cut', async () => {
  const [one] = [await hub.open(FUNCTIONS, OPTIONS), await hub.open(FUNCTIONS, OPTIONS)];
  const families = names.map((name) => idsInPartitions(name, [0, 1]));
  for (const [instanceId, childId] of families) await one.client.startNew(holding, childId, { instanceId });
  for (const [, childId] of families) await hub.once(childId, ({ waits }) => waits.length === 1);
  let purging: Promise<unknown>[] = [];
  await cutUnderForward(hub.sql, () => {
    purging = families.map(([id]) => insist(() => one.client.purge(id, { force: true }), 'instance-not-found'));
  });
  await Promise.all(purging);
  await until('nothing is left', async () => {
    const left = await hub.sql`
      select instance_id from instances union all select instance_id from outbox
      union all select instance_id from control_queue`;
    return left.length === 0;
  });
  expect(await violations(hub.sql)).toEqual([]);
});
