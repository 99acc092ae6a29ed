/** Activities that are limited in the whole hub, over several nodes. */
import { activity, orchestrator } from 'perdure';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PutFunctionLimits } from '@/contract/function-limits';
import { violations } from '@/db/testing/invariants';
import { until } from '@/db/testing/until';
import type { Runtime } from '../runtime';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const SLOW = { heartbeatMs: 300_000, leaseMs: 600_000 };
const SOMEBODY = { name: 'somebody', via: 'api' as const };

let hub: TestHub;
let nodes: Runtime[];
let running: number;
let most: number;
let finish: (() => void)[];

beforeEach(async () => {
  hub = await openTestHub();
  running = 0;
  most = 0;
  finish = [];
  nodes = [await hub.open({ pay, pack, payAll, packAll }, SLOW), await hub.open({ pay, pack, payAll, packAll }, SLOW)];
});

afterEach(async () => {
  expect(await violations(hub.sql)).toEqual([]);
  await hub.close();
});

const pay = activity('Pay', async () => {
  running += 1;
  most = Math.max(most, running);
  await new Promise<void>((resolve) => finish.push(resolve));
  running -= 1;
});
const pack = activity('Pack', () => 'packed');
const payAll = orchestrator('PayAll', function* (context, count: number) {
  yield* context.all(Array.from({ length: count }, () => context.callActivity(pay)));
});
const packAll = orchestrator('PackAll', function* (context, count: number) {
  yield* context.all(Array.from({ length: count }, () => context.callActivity(pack)));
});

async function limitTo(limits: Partial<PutFunctionLimits>): Promise<void> {
  await nodes[0]?.limits.put('pay', { maxConcurrent: null, rate: null, per: 'second', ...limits }, SOMEBODY);
  await until('the nodes know', async () => nodes.every(({ node }) => node.limited.has('pay')));
}

async function start(name: string, count: number): Promise<string> {
  return (await nodes[0]?.client.startNew(name, count)) ?? '';
}

const ended = async (id: string) =>
  expect(await nodes[1]?.client.waitForCompletion(id)).toMatchObject({ status: 'Completed' });

it('L1. no more run at once than is permitted, on all nodes together; all of them run', async () => {
  await limitTo({ maxConcurrent: 3 });
  const ids = await Promise.all([start('PayAll', 8), start('PayAll', 8)]);
  for (let count = 0; count < 16; count += 1) {
    await until('one runs', async () => finish.length > 0);
    finish.shift()?.();
  }
  for (const id of ids) await ended(id);
  expect(most).toBe(3);
});

it('others run meanwhile', async () => {
  await limitTo({ maxConcurrent: 1 });
  const held = await start('PayAll', 2);
  await until('one runs', async () => running === 1);
  await ended(await start('PackAll', 20));
  expect(running).toBe(1);
  for (let count = 0; count < 2; count += 1) {
    await until('one runs', async () => finish.length > 0);
    finish.shift()?.();
  }
  await ended(held);
});

it('what waits goes on at once where the limit is raised, or taken away', async () => {
  await limitTo({ maxConcurrent: 1 });
  const id = await start('PayAll', 9);
  await until('one runs', async () => running === 1);
  await limitTo({ maxConcurrent: 4 });
  await until('four run', async () => running === 4);
  await nodes[0]?.limits.remove('Pay');
  await until('all run', async () => running === 9);
  for (const resolve of finish) resolve();
  await ended(id);
});

it('what a node ran that is gone is run by another within the limit', async () => {
  await limitTo({ maxConcurrent: 2 });
  const id = await start('PayAll', 4);
  await until('two run', async () => running === 2);
  const stopped = nodes[1]?.stop();
  for (let count = 0; count < 4; count += 1) {
    await until('one runs', async () => finish.length > 0);
    finish.shift()?.();
  }
  await stopped;
  expect(await nodes[0]?.client.waitForCompletion(id)).toMatchObject({ status: 'Completed' });
  expect(most).toBe(2);
});

it('a rate lets all run, one after the other', async () => {
  await limitTo({ rate: 50 });
  const id = await start('PayAll', 10);
  await until('all run', async () => running === 10);
  for (const resolve of finish) resolve();
  await ended(id);
});
