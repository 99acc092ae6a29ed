import { activity, orchestrator } from 'perdure';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { until } from '@/db/testing/until';
import type { Runtime } from '../runtime';
import { idsInPartitions } from './testing/ids-in-partitions';
import { openTestHub, type TestHub } from './testing/open-test-hub';

let isBroken = true;
const undone: string[] = [];

const fragile = activity('Fragile', (input: string) => {
  if (isBroken) throw new Error('not yet');
  return `${input}, repaired`;
});
const undo = activity('Undo', (what: string) => void undone.push(what));
const child = orchestrator('Child', async (ctx, input: string) => ctx.callActivity(fragile, input));
const parent = orchestrator('Parent', function* (ctx, instanceId: string) {
  const [one, two] = yield* ctx.all([
    ctx.callSubOrchestrator(child, 'one', { instanceId }),
    ctx.callSubOrchestrator(child, 'two'),
  ]);
  return `${one}; ${two}`;
});
const waiting = orchestrator('Waiting', async (ctx) => ctx.waitForExternalEvent('Go'));
const holder = orchestrator('Holder', async (ctx, instanceId: string) =>
  ctx.callSubOrchestrator(waiting, undefined, { instanceId }),
);
const saga = orchestrator('Saga', async (ctx) => {
  try {
    await ctx.waitForExternalEvent('Go');
  } finally {
    await ctx.callActivity(undo, ctx.instanceId);
  }
});
/** Takes one event in each generation. */
const eternal = orchestrator('Eternal', async (ctx, heard: number[]) => {
  heard.push(await ctx.waitForExternalEvent<number>('Said'));
  if (heard.length === 100) return heard;
  return ctx.continueAsNew(heard);
});
const FUNCTIONS = { fragile, undo, child, parent, waiting, holder, saga, eternal };

let hub: TestHub;
let one: Runtime;
let other: Runtime;

/** Two nodes, each with a partition of its own. */
beforeAll(async () => {
  hub = await openTestHub();
  [one, other] = [await hub.open(FUNCTIONS, { heartbeatMs: 100 }), await hub.open(FUNCTIONS, { heartbeatMs: 100 })];
  await until('both nodes have a partition', async () => {
    const owners = await hub.sql`select distinct owner from partitions where owner is not null`;
    return owners.length === 2;
  });
});

afterEach(async () => {
  await until('all that was sent has arrived', async () => (await hub.sql`select from outbox`).length === 0);
  expect(await violations(hub.sql)).toEqual([]);
});

afterAll(() => hub.close());

describe('a rewind', () => {
  it('lets a failed family try again what failed, in all partitions', async () => {
    const [parentId, childId] = idsInPartitions('rewound', [0, 1]);
    await one.client.startNew(parent, childId, { instanceId: parentId });
    expect(await one.client.waitForCompletion(parentId)).toMatchObject({ status: 'Failed' });
    isBroken = false;
    await other.client.rewind(parentId, 'repaired');
    const ended = await hub.once(parentId, ({ status }) => status === 'Completed');
    expect(ended).toMatchObject({ output: '"one, repaired; two, repaired"', failure: null, generation: 1 });
    expect(await one.client.getInstance(childId)).toMatchObject({ status: 'Completed', generation: 1 });
    isBroken = true;
  });

  it('A5. fails again where a sub-orchestration is not there any more', async () => {
    const [parentId, childId] = idsInPartitions('half gone', [0, 1]);
    await one.client.startNew(parent, childId, { instanceId: parentId });
    await one.client.waitForCompletion(parentId);
    await one.client.purge(childId);
    await until('the child is gone', async () => (await one.client.getInstance(childId)) === null);
    isBroken = false;
    await other.client.rewind(parentId, 'repaired');
    const ended = await hub.once(parentId, ({ generation, status }) => generation === 1 && status === 'Failed');
    expect(JSON.stringify(ended.failure)).toContain('InstanceNotFound');
    isBroken = true;
  });

  it('is refused where nothing failed', async () => {
    await one.client.startNew(waiting, undefined, { instanceId: 'well' });
    await hub.once('well', ({ waits }) => waits.length === 1);
    await expect(one.client.rewind('well', '')).rejects.toMatchObject({ code: 'instance-not-ended' });
    await one.client.raiseEvent('well', 'Go');
    await one.client.waitForCompletion('well');
    for (const node of [one, other]) {
      await expect(node.client.rewind('well', '')).rejects.toMatchObject({ code: 'instance-not-failed' });
      await expect(node.client.rewind('nobody', '')).rejects.toMatchObject({ code: 'instance-not-found' });
    }
  });
});

describe('a start that replaces', () => {
  it('ends what is there, and what that has called, and begins anew', async () => {
    const [holderId, childId] = idsInPartitions('replaced', [0, 1]);
    await one.client.startNew(holder, childId, { instanceId: holderId });
    await hub.once(childId, ({ waits }) => waits.length === 1);
    await other.client.startNew(waiting, undefined, { instanceId: holderId, onConflict: 'replace' });
    const replaced = await hub.once(holderId, ({ generation, waits }) => generation === 1 && waits.length === 1);
    expect(replaced).toMatchObject({ name: 'Waiting', status: 'Running' });
    expect(await one.client.waitForCompletion(childId)).toMatchObject({ status: 'Terminated' });
    await one.client.raiseEvent(holderId, 'Go', 1);
    expect(await one.client.waitForCompletion(holderId)).toMatchObject({ output: 1 });
  });

  it('leaves one instance where many replace each other at once', async () => {
    const starts = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? one : other).client.startNew(waiting, undefined, {
        instanceId: 'contested',
        onConflict: 'replace',
      }),
    );
    await Promise.all(starts);
    await until('the queue is empty', async () => (await hub.sql`select from control_queue`).length === 0);
    await one.client.raiseEvent('contested', 'Go', 'last');
    expect(await one.client.waitForCompletion('contested')).toMatchObject({ status: 'Completed', output: 'last' });
  });
});

describe('a start at a later time', () => {
  it('is Pending until then', async () => {
    const startAt = new Date(Date.now() + 1_500);
    await one.client.startNew(saga, undefined, { instanceId: 'later', startAt });
    expect(await hub.once('later', ({ waitingOn }) => waitingOn !== null)).toMatchObject({
      status: 'Pending',
      waitingOn: { kind: 'timer', taskId: 0 },
    });
    const { createdAt } = await hub.once('later', ({ status }) => status === 'Running');
    expect(Date.parse(createdAt)).toBeLessThan(startAt.getTime());
    await one.client.terminate('later', 'over');
  });
});

it('a cancellation lets the code put things right', async () => {
  await one.client.startNew(saga, undefined, { instanceId: 'canceled' });
  await hub.once('canceled', ({ waits }) => waits.length === 1);
  await other.client.cancel('canceled', 'changed my mind');
  expect(await one.client.waitForCompletion('canceled')).toMatchObject({ status: 'Canceled' });
  expect(undone).toContain('canceled');
});

it('an instance that continues as new loses no event, nor their order', async () => {
  await one.client.startNew(eternal, [], { instanceId: 'eternal' });
  const raising = Array.from({ length: 100 }, (_, n) => n);
  for (const n of raising) await one.client.raiseEvent('eternal', 'Said', n);
  expect(await one.client.waitForCompletion('eternal')).toMatchObject({ output: raising });
});
