import { orchestrator } from 'perdure';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { until } from '@/db/testing/until';
import type { Runtime } from '../runtime';
import { idsInPartitions } from './testing/ids-in-partitions';
import { openTestHub, type TestHub } from './testing/open-test-hub';

type Family = { childId: string; child: string };

const parent = orchestrator('Parent', function* (ctx, { childId, child }: Family) {
  try {
    return yield ctx.callSubOrchestrator(child, ctx.instanceId, { instanceId: childId });
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : 'no error';
  }
});
const greeting = orchestrator('Greeting', async (_, name: string) => `Hello ${name}!`);
const failing = orchestrator('Failing', async () => {
  throw new RangeError('too far');
});
const waiting = orchestrator('Waiting', async (ctx) => ctx.waitForExternalEvent('Go'));
const telling = orchestrator('Telling', async (ctx, ids: string[]) => {
  for (const id of ids) ctx.sendEvent(id, 'Go', ctx.instanceId);
});
const FUNCTIONS = { parent, greeting, failing, waiting, telling };

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

/** A parent and its child, in different partitions. */
async function start(name: string, child: string): Promise<{ parentId: string; childId: string }> {
  const [parentId, childId] = idsInPartitions(name, [0, 1]);
  await one.client.startNew(parent, { childId, child }, { instanceId: parentId });
  return { parentId, childId };
}

const statusOf = async (instanceId: string) => (await other.client.waitForCompletion(instanceId)).status;

describe('a sub-orchestration in another partition, on another node', () => {
  it('gives its parent what it returns', async () => {
    const { parentId, childId } = await start('completes', 'Greeting');
    expect(await one.client.waitForCompletion(parentId)).toMatchObject({ output: `Hello ${parentId}!` });
    expect(await one.client.getInstance(childId)).toMatchObject({ status: 'Completed', parentInstanceId: parentId });
  });

  it('gives its parent its failure', async () => {
    const { parentId } = await start('fails', 'Failing');
    expect((await one.client.waitForCompletion(parentId)).output).toContain('too far');
  });

  it('that is terminated tells its parent', async () => {
    const { parentId, childId } = await start('is terminated', 'Waiting');
    await hub.once(childId, ({ waits }) => waits.length === 1);
    await one.client.terminate(childId, 'not wanted');
    expect((await one.client.waitForCompletion(parentId)).output).toContain('not wanted');
  });

  it('A5. tells its parent that its id is in use', async () => {
    const [, childId] = idsInPartitions('in use', [0, 1]);
    await one.client.startNew(waiting, undefined, { instanceId: childId });
    const { parentId } = await start('in use', 'Waiting');
    expect((await one.client.waitForCompletion(parentId)).output).toContain('has not ended');
    await one.client.terminate(childId, 'over');
  });

  it('ends with its parent, unless it shall not', async () => {
    const [both, alone] = [await start('ends too', 'Waiting'), await start('goes on', 'Waiting')];
    for (const { childId } of [both, alone]) await hub.once(childId, ({ waits }) => waits.length === 1);
    await other.client.terminate(both.parentId, 'over');
    await other.client.terminate(alone.parentId, 'over', { recursive: false });
    expect(await statusOf(both.childId)).toBe('Terminated');
    expect(await statusOf(alone.parentId)).toBe('Terminated');
    expect((await one.client.getInstance(alone.childId))?.status).toBe('Running');
    await one.client.raiseEvent(alone.childId, 'Go', 'free');
    expect(await one.client.waitForCompletion(alone.childId)).toMatchObject({ output: 'free' });
  });
});

it('an event reaches instances in all partitions', async () => {
  const ids = idsInPartitions('event', [0, 1, 0, 1]);
  await Promise.all(ids.map((instanceId) => one.client.startNew(waiting, undefined, { instanceId })));
  const [teller] = idsInPartitions('teller', [1]);
  await one.client.startNew(telling, ids, { instanceId: teller });
  const ends = await Promise.all(ids.map((id) => one.client.waitForCompletion(id)));
  expect(ends.map(({ output }) => output)).toEqual(ids.map(() => teller));
});

it('G1. a purge takes parent and children, in all partitions, and by force those that have not ended', async () => {
  const { parentId, childId } = await start('purged', 'Waiting');
  await hub.once(childId, ({ waits }) => waits.length === 1);
  await expect(one.client.purge(parentId)).rejects.toMatchObject({ code: 'instance-not-ended' });
  expect(await one.client.purge(parentId, { force: true })).toEqual({ instancesDeleted: 1 });
  for (const instanceId of [parentId, childId]) {
    await until(`${instanceId} is gone`, async () => (await one.client.getInstance(instanceId)) === null);
    const rows = await hub.sql`
      select instance_id from history where instance_id = ${instanceId}
      union all select instance_id from waits where instance_id = ${instanceId}`;
    expect(rows).toEqual([]);
  }
  await expect(other.client.purge(parentId)).rejects.toMatchObject({ code: 'instance-not-found' });
});
