import { activity, orchestrator } from 'perdure';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { until } from '@/db/testing/until';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const first = activity('First', () => 1);
const second = activity('Second', () => 2);

const asItWas = orchestrator('Changing', async (ctx) => {
  await ctx.callActivity(first);
  const word = await ctx.waitForExternalEvent<string>('Go');
  return `as it was: ${word}`;
});
const asItIs = orchestrator('Changing', async (ctx) => {
  await ctx.callActivity(second);
  return 'as it is';
});
const steady = orchestrator('Steady', async (ctx) => ctx.waitForExternalEvent('Go'));

let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub();
});

afterEach(async () => expect(await violations(hub.sql)).toEqual([]));

afterAll(() => hub.close());

/** Runs an instance up to its wait, and stops the node that ran it. */
async function leaveWaiting(instanceId: string): Promise<void> {
  const node = await hub.open({ asItWas, steady, first });
  await node.client.startNew(asItWas, undefined, { instanceId });
  await hub.once(instanceId, ({ waits }) => waits.length === 1);
  await node.stop();
}

const isStuck = ({ problem }: { problem: string | null }) => problem !== null;

describe('code that does not match its history', () => {
  it('holds the instance back with a sentence, others go on, and the right code takes it up again', async () => {
    await leaveWaiting('changed');
    const wrong = await hub.open({ asItIs, steady, second });
    await wrong.client.raiseEvent('changed', 'Go', 'on');
    const stuck = await hub.once('changed', isStuck);
    expect(stuck).toMatchObject({ status: 'Running', waitingOn: { kind: 'event', name: 'Go' } });
    expect(stuck.problem).toMatch(
      /^History and code disagree: history has TaskScheduled 'First' #1 at .*blocked.db.test.ts:\d+, the code did TaskScheduled 'Second' #1 at .*blocked.db.test.ts:\d+\.$/,
    );
    await wrong.client.startNew(steady, undefined, { instanceId: 'bystander' });
    await wrong.client.raiseEvent('bystander', 'Go', 'fine');
    expect(await wrong.client.waitForCompletion('bystander')).toMatchObject({ output: 'fine' });
    await wrong.stop();

    const right = await hub.open({ asItWas, steady, first });
    expect(await right.client.waitForCompletion('changed')).toMatchObject({ output: 'as it was: on' });
    expect(await right.client.getInstance('changed')).toMatchObject({ problem: null });
    await right.stop();
  });

  it('fails the instance where the settings say so', async () => {
    await leaveWaiting('failing');
    const wrong = await hub.open({ asItIs, second }, { onNonDeterminism: 'fail' });
    await expect(wrong.client.raiseEvent('failing', 'Go', 'on')).rejects.toThrow('has ended');
    expect(await wrong.client.waitForCompletion('failing')).toMatchObject({
      status: 'Failed',
      failure: { errorType: 'NonDeterminismError', message: expect.stringContaining("'Second' #1") },
    });
    await wrong.stop();
  });

  it('lets the instance be terminated, and nothing of it is left', async () => {
    await leaveWaiting('given up');
    const wrong = await hub.open({ asItIs, second });
    await wrong.client.raiseEvent('given up', 'Go', 'on');
    await hub.once('given up', isStuck);
    await wrong.client.terminate('given up', 'It cannot go on.');
    expect(await wrong.client.waitForCompletion('given up')).toMatchObject({ status: 'Terminated' });
    await hub.once('given up', ({ waits }) => waits.every(({ state }) => state === 'closed'));
    await until('what had to wait is gone too', async () => {
      const [row] = await hub.sql<{ rows: number }[]>`select count(*)::int as rows from control_queue`;
      return row?.rows === 0 ? true : null;
    });
    await wrong.stop();
  });
});

describe('an orchestrator that is not deployed', () => {
  it('holds the instance back, which can be terminated, and does not begin again later', async () => {
    const before = await hub.open({ steady });
    expect(await before.node.deliver('pending', startOf('Nowhere'))).toBe('accepted');
    expect((await hub.once('pending', isStuck)).problem).toBe("No orchestrator named 'Nowhere' is deployed here.");
    await before.client.terminate('pending', 'A typing error.');
    expect(await before.client.waitForCompletion('pending')).toMatchObject({ status: 'Terminated' });
    await before.stop();

    const after = await hub.open({ steady, nowhere: orchestrator('Nowhere', async () => 'begun') });
    await until('the start has been read', async () => (await hub.sql`select from control_queue`).length === 0);
    expect(await after.client.getInstance('pending')).toMatchObject({ status: 'Terminated', generation: 0 });
    await after.stop();
  });

  it('goes on once it is deployed', async () => {
    await leaveWaiting('moved');
    const without = await hub.open({ steady });
    await without.client.raiseEvent('moved', 'Go', 'home');
    await hub.once('moved', isStuck);
    await without.stop();
    const withIt = await hub.open({ asItWas, first });
    expect(await withIt.client.waitForCompletion('moved')).toMatchObject({ output: 'as it was: home' });
    await withIt.stop();
  });
});

describe('a sub-orchestration that is not deployed', () => {
  const calling = orchestrator('Calling', async (ctx, instanceId: string) =>
    ctx.callSubOrchestrator('Later', 7, { instanceId }),
  );
  const later = orchestrator('Later', async (_, input: number) => input + 1);
  const lacking = { kind: 'code', taskId: 0, name: 'Later', version: null };

  it('says on a row of its own what it waits for, and goes on once it is deployed', async () => {
    const without = await hub.open({ calling });
    const parentId = await without.client.startNew(calling, 'a child to come');
    const child = await hub.once('a child to come', isStuck);
    expect(child).toMatchObject({ status: 'Pending', parentInstanceId: parentId, input: '7', waitingOn: lacking });
    await without.stop();
    const withIt = await hub.open({ calling, later });
    expect(await withIt.client.waitForCompletion(parentId)).toMatchObject({ output: 8 });
    expect(await withIt.client.getInstance('a child to come')).toMatchObject({ waitingOn: null, problem: null });
    await withIt.stop();
  });

  it('ends with its parent, or is purged with it, and leaves nothing that could begin later', async () => {
    const without = await hub.open({ calling });
    const ids = ['one that is terminated', 'one that is purged'] as const;
    const [first, second] = await Promise.all(ids.map((id) => without.client.startNew(calling, id)));
    for (const id of ids) await hub.once(id, isStuck);
    await without.client.terminate(first ?? '', 'over');
    await without.client.purge(second ?? '', { force: true });
    expect(await without.client.waitForCompletion(ids[0])).toMatchObject({ status: 'Terminated' });
    await until('the other one is gone', async () => (await without.client.getInstance(ids[1])) === null);
    await until('no message is left', async () => (await hub.sql`select from control_queue`).length === 0);
    await without.stop();
  });
});

function startOf(name: string) {
  const executionId = crypto.randomUUID();
  const facts = { name, version: null, input: null, tags: {}, parent: null, createdAt: Date.now() };
  return { type: 'start' as const, start: { executionId, ...facts } };
}
