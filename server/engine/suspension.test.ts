import { describe, expect, test } from 'vitest';
import { orchestrator } from './orchestrator';
import { tell } from './testing/messages';
import { bothStyles, expectSameAfterReplay, type GeneratorCode, scenario } from './testing/scenario';
import { TestInstance } from './testing/test-instance';

const pair: GeneratorCode = function* (context) {
  const [first, second] = [context.callActivity('A'), context.callActivity('B')];
  const order: unknown[] = [yield* context.any([first, second])].map((winner) => winner === first);
  yield context.callActivity('Next');
  return [...order, yield* context.all([first, second])];
};

scenario('what comes in while suspended is kept, and applied in order and once on resume', pair, async (instance) => {
  await instance.turn(tell.start());
  const { outcome: suspended } = await instance.turn(tell.suspend);
  expect(suspended.record).toMatchObject({ status: 'Suspended', waitingOn: { kind: 'any' } });
  const again = await instance.turn(tell.suspend);
  expect(again).toMatchObject({ dropped: [tell.suspend], outcome: { events: [] } });
  const { outcome: kept, dropped } = await instance.turn(tell.completed(2, 'b'), tell.completed(2, 'again'));
  expect(kept).toMatchObject({ workItems: [], record: { status: 'Suspended' } });
  expect(dropped).toHaveLength(1);
  await instance.turn(tell.completed(1, 'a'));
  const { outcome: resumed } = await instance.turn(tell.resume);
  expect(resumed.record.status).toBe('Running');
  expect(resumed.workItems.map(({ name }) => name)).toEqual(['Next']);
  expect((await instance.turn(tell.resume)).dropped).toHaveLength(1);
  await instance.turn(tell.completed(3));
  expect(instance.output).toEqual([false, ['a', 'b']]);
});

scenario('a suspended instance comes back suspended', pair, async (instance) => {
  await instance.turn(tell.start());
  await instance.turn(tell.suspend, tell.completed(1, 'a'));
  await instance.reload();
  const { dropped } = await instance.turn(tell.suspend, tell.completed(1, 'again'), tell.completed(2, 'b'));
  expect(dropped).toEqual([tell.suspend, tell.completed(1, 'again')]);
  await instance.turn(tell.resume);
  await instance.turn(tell.completed(3));
  expect(instance.output).toEqual([true, ['a', 'b']]);
});

scenario(
  'events are kept as well; a second answer to a wait is dropped even while its first is kept',
  function* (context) {
    const approval = yield* context.waitForExternalEvent('Approval');
    return [approval, yield* context.waitForExternalEvent('Approval')];
  },
  async (instance) => {
    await instance.turn(tell.start(), tell.suspend);
    await instance.turn(tell.raised('Approval', 'yes', { taskId: 1 }));
    const { dropped } = await instance.turn(
      tell.raised('Approval', 'no', { taskId: 1 }),
      tell.raised('approval', 'later'),
    );
    expect(dropped).toHaveLength(1);
    const { outcome } = await instance.turn(tell.resume);
    expect(outcome.waitsClosed.map(({ taskId }) => taskId)).toEqual([1, 2]);
    expect(instance.output).toEqual(['yes', 'later']);
  },
);

scenario(
  'an answer whose wait was taken by an older event, kept like itself, goes to no other wait',
  function* (context) {
    const approvals: unknown[] = [];
    while (approvals.length < 3) approvals.push(yield* context.waitForExternalEvent('Approval'));
    return approvals;
  },
  async (instance) => {
    await instance.turn(tell.start(), tell.suspend);
    await instance.turn(tell.raised('Approval', 'older'), tell.raised('Approval', 'answer', { taskId: 1 }));
    await instance.turn(tell.resume);
    expect(instance.record).toMatchObject({ status: 'Running', waitingOn: { kind: 'event', taskId: 2 } });
    await instance.turn(tell.raised('Approval', 'newer'));
    await instance.turn(tell.raised('Approval', 'newest'));
    expect(instance.output).toEqual(['older', 'newer', 'newest']);
  },
);

scenario(
  'a timer that fired while suspended is not canceled again: storage has nothing of it any more',
  function* (context) {
    const timer = context.createTimer({ minutes: 1 });
    const work = context.callActivity('A');
    yield context.any([work, timer]);
    timer.cancel();
    yield context.callActivity('B');
    return [timer.isCanceled, timer.isCompleted];
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.suspend, tell.completed(2), tell.fired(1));
    const { outcome } = await instance.turn(tell.resume);
    expect(outcome.timersCanceled).toEqual([]);
    await instance.turn(tell.completed(3));
    expect(instance.output).toEqual([true, false]);
  },
);

scenario(
  'an instance that is suspended before its start starts when it is resumed',
  function* (context) {
    return yield* context.callActivity('A');
  },
  async (instance) => {
    const { outcome } = await instance.turn(tell.suspend, tell.start('in'));
    expect(outcome).toMatchObject({ workItems: [], record: { status: 'Suspended', problem: null } });
    await instance.turn(tell.resume);
    expect(instance.scheduled).toEqual(['A']);
    expect(instance.record.status).toBe('Running');
  },
);

scenario('a suspended instance can be terminated; what was kept is not applied', pair, async (instance) => {
  await instance.turn(tell.start());
  await instance.turn(tell.suspend, tell.completed(1));
  const { outcome } = await instance.turn(tell.terminate, tell.resume, tell.completed(2));
  expect(outcome).toMatchObject({ ended: true, leftovers: 'drop', workItems: [] });
  expect(outcome.record).toMatchObject({ status: 'Terminated', output: '"enough"', waitingOn: null, failure: null });
  expect(instance.turns.at(-1)?.result.dropped).toEqual([tell.resume, tell.completed(2)]);
});

test.each(bothStyles(pair))('an instance that is terminated before its start never runs (%s)', async (_style, code) => {
  const instance = new TestInstance(code);
  const { dropped } = await instance.turn(tell.terminate, tell.start());
  expect(dropped).toEqual([tell.start()]);
  expect(instance.record.status).toBe('Terminated');
  expect(instance.history.map(({ type }) => type)).toEqual(['ExecutionTerminated', 'ExecutionCompleted']);
});

describe('an async function, resumed with several results at once,', () => {
  const branches = orchestrator('Tested', async (context) => {
    const branch = async (name: string, detours: number) => {
      await context.callActivity(name);
      for (let detour = 0; detour < detours; detour += 1) await null;
      await context.callActivity(`${name}2`);
    };
    await Promise.all([branch('A', 5), branch('B', 0)]);
  });

  test('goes on after each of them before it sees the next', async () => {
    const instance = new TestInstance(branches);
    await instance.turn(tell.start());
    await instance.turn(tell.suspend, tell.completed(1), tell.completed(2));
    await instance.turn(tell.resume);
    expect(instance.scheduled).toEqual(['A', 'B', 'A2', 'B2']);
    await expectSameAfterReplay(instance);
  });
});
