import { activity, orchestrator } from 'perdure';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import type { Runtime } from '../runtime';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const say = activity('Say', (text: string) => `Hello ${text}!`);
const greet = orchestrator('Greet', function* (ctx, name: string) {
  return yield ctx.callActivity(say, name);
});
const waiting = orchestrator('Waiting', async (ctx) => ctx.waitForExternalEvent('Go'));
const lenient = orchestrator('Lenient', async (ctx) => {
  try {
    return await ctx.callActivity('Missing');
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
});
const FUNCTIONS = { say, greet, waiting, lenient };

let hub: TestHub;
let node: Runtime;

beforeAll(async () => {
  hub = await openTestHub();
  node = await hub.open(FUNCTIONS);
});

afterEach(async () => expect(await violations(hub.sql)).toEqual([]));

afterAll(() => hub.close());

const historyTypes = async (instanceId: string) =>
  (await node.client.getHistory(instanceId, { after: -1, limit: 100 })).events.map(({ type }) => type);

/** The same question to a node that has the instance in memory, and to one that has to read it. */
const MEMORIES: [string, () => Promise<void>][] = [
  ['in memory', () => Promise.resolve()],
  [
    'read anew',
    async () => {
      await node.stop();
      node = await hub.open(FUNCTIONS);
    },
  ],
];

describe.each(MEMORIES)('an id in use, %s', (memory, refresh) => {
  const id = (name: string) => `${name} ${memory}`;

  it('cannot be started while its instance lives', async () => {
    await node.client.startNew(waiting, undefined, { instanceId: id('living') });
    await refresh();
    const again = node.client.startNew(greet, 'you', { instanceId: id('living') });
    await expect(again).rejects.toMatchObject({ code: 'instance-exists' });
    await node.client.raiseEvent(id('living'), 'Go', 7);
    expect(await node.client.waitForCompletion(id('living'))).toMatchObject({
      status: 'Completed',
      output: 7,
      generation: 0,
    });
  });

  it('is started anew once its instance has ended, as the next generation', async () => {
    await node.client.startNew(greet, 'Ada', { instanceId: id('renewed') });
    await node.client.waitForCompletion(id('renewed'));
    await refresh();
    await node.client.startNew(greet, 'Bob', { instanceId: id('renewed') });
    await hub.once(id('renewed'), ({ generation, status }) => generation === 1 && status === 'Completed');
    expect(await node.client.getInstance(id('renewed'))).toMatchObject({
      generation: 1,
      output: '"Hello Bob!"',
      historyLength: 4,
    });
    const [row] =
      await hub.sql`select count(*)::int from history where instance_id = ${id('renewed')} and generation = 0`;
    expect(row).toEqual({ count: 4 });
  });

  it('takes no event and no command once its instance has ended', async () => {
    await node.client.startNew(greet, 'Ada', { instanceId: id('ended') });
    await node.client.waitForCompletion(id('ended'));
    await refresh();
    const refused = { code: 'instance-ended' };
    await expect(node.client.raiseEvent(id('ended'), 'Go')).rejects.toMatchObject(refused);
    await expect(node.client.terminate(id('ended'), 'enough')).rejects.toMatchObject(refused);
    expect(await node.node.deliver(id('ended'), { type: 'suspend', reason: 'late' })).toBe('ended');
    expect(await historyTypes(id('ended'))).toHaveLength(4);
  });
});

describe('ids that nobody has', () => {
  it('take nothing', async () => {
    const refused = { code: 'instance-not-found' };
    await expect(node.client.raiseEvent('nobody', 'Go')).rejects.toMatchObject(refused);
    await expect(node.client.terminate('nobody', 'why not')).rejects.toMatchObject(refused);
    await expect(node.client.waitForCompletion('nobody')).rejects.toMatchObject(refused);
    expect(await node.node.deliver('nobody', { type: 'terminate', reason: 'now' })).toBe('not-found');
    expect(await node.client.getInstance('nobody')).toBeNull();
  });

  it('twenty starts at once create one instance', async () => {
    const starts = await Promise.allSettled(
      Array.from({ length: 20 }, () => node.client.startNew(waiting, undefined, { instanceId: 'rush' })),
    );
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await historyTypes('rush')).toEqual(['ExecutionStarted', 'EventWaitStarted']);
  });
});

it('an activity that nobody has fails its task, and the code can catch it', async () => {
  const instanceId = await node.client.startNew(lenient);
  const { output } = await node.client.waitForCompletion(instanceId);
  expect(output).toContain("There is no activity named 'Missing'");
  expect(await historyTypes(instanceId)).toContain('TaskFailed');
});

describe('two nodes', () => {
  it('take starts and events for each other, and share the partitions', async () => {
    const other = await hub.open(FUNCTIONS, { heartbeatMs: 100 });
    const ids = Array.from({ length: 20 }, (_, index) => `shared-${index}`);
    for (const [index, instanceId] of ids.entries()) {
      const { client } = index % 2 === 0 ? node : other;
      await client.startNew(waiting, undefined, { instanceId });
    }
    // The event overtakes a start that the owner has not read yet, and must not be lost for it, nor the start.
    await Promise.all(ids.map((id, index) => (index % 2 === 0 ? other : node).client.raiseEvent(id, 'Go', index)));
    const ends = await Promise.all(ids.map((id) => node.client.waitForCompletion(id)));
    expect(ends.map(({ output }) => output)).toEqual(ids.map((_, index) => index));
    for (const id of ids) {
      expect(await historyTypes(id)).toEqual([
        'ExecutionStarted',
        'EventWaitStarted',
        'EventRaised',
        'ExecutionCompleted',
      ]);
    }
  });
});
