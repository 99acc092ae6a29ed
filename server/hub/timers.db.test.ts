import { orchestrator } from 'perdure';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { until } from '@/db/testing/until';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const nap = orchestrator('Nap', async (ctx, ms: number) => {
  await ctx.createTimer({ milliseconds: ms });
  return 'rested';
});

const race = orchestrator('Race', async (ctx) => {
  const timer = ctx.createTimer({ milliseconds: 200 });
  const event = ctx.waitForExternalEvent('Go');
  const winner = await ctx.any([event, timer]);
  timer.cancel();
  return winner === timer ? 'timer' : 'event';
});

let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub();
});

afterAll(() => hub.close());

const timerRows = () => hub.sql`select from timers`;

it('a timer fires in the node that comes after, and not early', async () => {
  const before = await hub.open({ nap });
  await before.client.startNew(nap, 400, { instanceId: 'restart' });
  await hub.once('restart', ({ waitingOn }) => waitingOn !== null);
  await before.stop();
  expect(await timerRows()).toHaveLength(1);
  const after = await hub.open({ nap });
  expect(await after.client.waitForCompletion('restart')).toMatchObject({ output: 'rested' });
  expect(await violations(hub.sql)).toEqual([]);
  expect(await timerRows()).toHaveLength(0);
  await after.stop();
});

it('a timer that came due while no node was there fires at once', async () => {
  const before = await hub.open({ nap });
  await before.client.startNew(nap, 100, { instanceId: 'overdue' });
  await before.stop();
  await until('the timer is due', async () => {
    const due = await hub.sql`select from timers where fire_at < clock_timestamp()`;
    return due.length === 1;
  });
  const after = await hub.open({ nap });
  expect(await after.client.waitForCompletion('overdue')).toMatchObject({ output: 'rested' });
  expect(await timerRows()).toHaveLength(0);
  await after.stop();
});

it('a timer beyond the horizon is read when it comes near', async () => {
  const node = await hub.open({ nap }, { timerHorizonMs: 200, heartbeatMs: 50 });
  await node.client.startNew(nap, 600, { instanceId: 'far' });
  expect(await node.client.waitForCompletion('far')).toMatchObject({ output: 'rested' });
  await node.stop();
});

it('a timer that fires while its instance is suspended is over, even where the code cancels it later', async () => {
  const node = await hub.open({ race });
  await node.client.startNew(race, undefined, { instanceId: 'held' });
  await node.client.suspend('held', 'wait');
  await node.client.raiseEvent('held', 'Go');
  await hub.once('held', ({ historyLength }) => historyLength === 6);
  await node.client.resume('held', 'go on');
  expect(await node.client.waitForCompletion('held', { timeoutMs: 5_000 })).toMatchObject({ output: 'event' });
  expect(await violations(hub.sql)).toEqual([]);
  await node.stop();
});
