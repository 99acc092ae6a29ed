import { once } from 'node:events';
import { activity, orchestrator } from 'perdure';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { until } from '@/db/testing/until';
import type { Runtime } from '../runtime';
import { cutConnections, cutUnderCheckpoint } from './testing/cut-connections';
import { insist } from './testing/insist';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const ran = new Map<string, number>();

const add = activity('Add', ([left, right]: [number, number], { idempotencyKey }) => {
  ran.set(idempotencyKey, (ran.get(idempotencyKey) ?? 0) + 1);
  return left + right;
});

/** A chain, a fan-out, a timer in between, and an event at the end. */
const work = orchestrator('Work', function* (ctx, n: number) {
  let sum: number = n;
  for (let link = 0; link < 5; link += 1) sum = yield* ctx.callActivity(add, [sum, 1]);
  const parts: number[] = yield* ctx.all([1, 2, 3].map((part) => ctx.callActivity(add, [sum, part])));
  yield ctx.createTimer({ milliseconds: 20 });
  const last: number = yield* ctx.waitForExternalEvent<number>('Last');
  return parts.reduce((total, part) => total + part, last);
});

const resultOf = (n: number) => 3 * (n + 5) + 6 + 100;
const INSTANCES = 40;
const OPTIONS = { leaseMs: 3_000, heartbeatMs: 150, batchMessagesMax: 25 };

let hub: TestHub;

beforeEach(async () => {
  ran.clear();
  hub = await openTestHub();
});

afterEach(() => hub.close());

const ids = Array.from({ length: INSTANCES }, (_, n) => `work-${n}`);

async function checkpoints(node: Runtime, count: number): Promise<void> {
  for (let seen = 0; seen < count; seen += 1) await once(node.node.signals, 'checkpoint');
}

async function allCompleted(): Promise<void> {
  await until('all instances completed', async () => {
    const [row] = await hub.sql<{ open: number }[]>`
      select count(*)::int as open from instances where status <> 'Completed'`;
    return row?.open === 0;
  });
  const rows = await hub.sql<{ id: string; output: string }[]>`select instance_id as id, output from instances`;
  const outputs = new Map(rows.map(({ id, output }) => [id, Number(output)]));
  expect(outputs).toEqual(new Map(ids.map((id, n) => [id, resultOf(n)])));
}

async function runWork(node: Runtime): Promise<void> {
  await Promise.all(
    ids.map(async (instanceId, n) => {
      await insist(() => node.client.startNew(work, n, { instanceId }), 'instance-exists');
      await insist(() => node.client.raiseEvent(instanceId, 'Last', 100, { eventId: 'last' }), 'instance-ended');
    }),
  );
}

describe('when connections are cut in the middle of work', () => {
  it('P3. the node loses nothing and repeats nothing', async () => {
    const node = await hub.open({ work, add }, OPTIONS);
    let takenUp = 0;
    node.node.signals.on('partitionAcquired', () => {
      takenUp += 1;
    });
    const working = runWork(node);
    await cutUnderCheckpoint(hub.sql);
    await checkpoints(node, 2);
    await cutUnderCheckpoint(hub.sql);
    await checkpoints(node, 3);
    await cutConnections(hub.sql);
    await working;
    await allCompleted();
    expect(takenUp).toBeGreaterThan(1);
    expect(await violations(hub.sql)).toEqual([]);
    expect(ran.size).toBe(INSTANCES * 8);
  });

  it('two nodes share the work, and all of it ends', async () => {
    const one = await hub.open({ work, add }, OPTIONS);
    const other = await hub.open({ work, add }, OPTIONS);
    const working = runWork(other);
    await checkpoints(one, 2);
    await cutConnections(hub.sql);
    await cutUnderCheckpoint(hub.sql);
    await working;
    await allCompleted();
    expect(await violations(hub.sql)).toEqual([]);
  });
});
