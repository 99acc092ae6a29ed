import { describe, expect, test } from 'vitest';
import { orchestrator } from './orchestrator';
import { tell } from './testing/messages';
import { expectSameAfterReplay, scenario } from './testing/scenario';
import { TestInstance } from './testing/test-instance';

function typesOf(instance: TestInstance): string[] {
  return instance.history.map(({ type }) => type);
}

scenario(
  'a failed activity is run again, and what succeeded is not',
  function* (context) {
    const first = yield context.callActivity('First');
    const second = yield context.callActivity('Second');
    return [first, second];
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.completed(1, 'a'));
    await instance.turn(tell.failed(2));
    const failed = { ...instance.record };
    expect(failed.status).toBe('Failed');
    const { outcome } = await instance.turn(tell.rewind);
    expect(outcome).toMatchObject({ isNew: true, replaces: { instanceId: 'tested-1', revision: failed.revision } });
    expect(outcome.workItems.map(({ taskId }) => taskId)).toEqual([2]);
    expect(instance.record).toMatchObject({
      status: 'Running',
      generation: 1,
      executionId: failed.executionId,
      output: null,
      failure: null,
      completedAt: null,
      historyLength: 5,
    });
    expect(typesOf(instance)).toEqual([
      'ExecutionStarted',
      'TaskScheduled',
      'TaskCompleted',
      'TaskScheduled',
      'ExecutionRewound',
    ]);
    expect(instance.history.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4]);
    const { dropped } = await instance.turn(tell.completed(2, 'of the old generation'));
    expect(dropped).toHaveLength(1);
    await instance.turn(tell.completed(2, 'b', 1));
    expect(instance.output).toEqual(['a', 'b']);
  },
);

scenario(
  'an instance is rewound as often as it fails',
  function* (context) {
    return yield context.callActivity('Risky');
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(1));
    await instance.turn(tell.rewind);
    await instance.turn(tell.failed(1, new Error('again'), 1));
    expect(instance.record).toMatchObject({ status: 'Failed', failure: { message: expect.stringContaining('again') } });
    const { outcome } = await instance.turn(tell.rewind);
    expect(outcome.forgetsUpTo).toBe(0);
    await instance.turn(tell.completed(1, 'at last', 2));
    expect([instance.output, instance.record.generation]).toEqual(['at last', 2]);
  },
);

scenario(
  'of a fan-out, what failed is run again, and what succeeded after it comes in again',
  function* (context) {
    return yield context.all(['A', 'B', 'C'].map((name) => context.callActivity(name)));
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.completed(1, 'a'), tell.failed(2));
    await instance.turn(tell.completed(3, 'c'));
    const { outcome } = await instance.turn(tell.rewind);
    expect(outcome.workItems.map(({ taskId }) => taskId)).toEqual([2]);
    expect(typesOf(instance).slice(4)).toEqual(['TaskCompleted', 'ExecutionRewound', 'TaskCompleted']);
    await instance.turn(tell.completed(2, 'b', 1));
    expect(instance.output).toEqual(['a', 'b', 'c']);
  },
);

scenario(
  'a failure that the code caught and acted upon stays',
  function* (context) {
    let first = 'none';
    try {
      yield context.callActivity('Caught');
    } catch {
      first = 'caught';
    }
    return [first, yield context.callActivity('Risky')];
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(1));
    await instance.turn(tell.failed(2));
    const { outcome } = await instance.turn(tell.rewind);
    expect(outcome.workItems.map(({ taskId }) => taskId)).toEqual([2]);
    await instance.turn(tell.completed(2, 'done', 1));
    expect(instance.output).toEqual(['caught', 'done']);
  },
);

scenario(
  'a call that was tried for the last time is tried once more',
  function* (context) {
    const retry = { firstRetryIntervalInMilliseconds: 1_000, maxNumberOfAttempts: 2 };
    return yield context.callActivity('Risky', null, { retry });
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(1));
    await instance.turn(tell.fired(2));
    await instance.turn(tell.failed(3));
    const { outcome } = await instance.turn(tell.rewind);
    expect(outcome.workItems).toMatchObject([{ taskId: 3, attempt: 2, firstTaskId: 1 }]);
    await instance.turn(tell.completed(3, 'done', 1));
    expect(instance.output).toBe('done');
  },
);

scenario(
  'timers and waits that were open are open again, those that had ended are not',
  function* (context) {
    const open = context.createTimer({ hours: 1 });
    const over = context.createTimer({ minutes: 1 });
    const wait = context.waitForExternalEvent('Go');
    context.createTimer({ hours: 2 }).cancel();
    yield context.all([over, context.callActivity('Risky')]);
    return [yield wait, yield open];
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(5));
    await instance.turn(tell.fired(2));
    const { outcome } = await instance.turn(tell.rewind);
    expect(outcome.timersCreated.map(({ taskId }) => taskId)).toEqual([1]);
    expect(outcome.timersCanceled).toEqual([]);
    expect(outcome.waitsOpened.map(({ taskId }) => taskId)).toEqual([3]);
    expect(outcome.workItems.map(({ taskId }) => taskId)).toEqual([5]);
  },
);

scenario(
  'what comes in again may change what the code does, and timers it gives up are not asked for',
  function* (context) {
    const [risky, slow] = [context.callActivity('Risky'), context.callActivity('Slow')];
    const timer = context.createTimer({ minutes: 1 });
    const winner = yield context.any([risky, slow]);
    if (winner === slow) {
      timer.cancel();
      return yield context.callActivity('Then');
    }
    yield context.all([slow, timer]);
    return risky.result;
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(1));
    await instance.turn(tell.completed(2));
    await instance.turn(tell.fired(3));
    expect(instance.record.status).toBe('Failed');
    const { outcome } = await instance.turn(tell.rewind);
    expect(outcome.workItems.map(({ name }) => name)).toEqual(['Risky', 'Then']);
    expect([outcome.timersCreated, outcome.timersCanceled]).toEqual([[], []]);
    await instance.turn(tell.completed(4, 'then', 1));
    expect(instance.output).toBe('then');
  },
);

scenario(
  'events that came after the failure come in again',
  function* (context) {
    const wait = context.waitForExternalEvent('Go');
    yield context.callActivity('Risky');
    return yield wait;
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.suspend, tell.failed(2), tell.raised('Go', 'kept'));
    await instance.turn(tell.resume);
    expect(instance.record.status).toBe('Failed');
    const { outcome } = await instance.turn(tell.rewind);
    expect(instance.record.status).toBe('Running');
    expect(outcome).toMatchObject({ waitsOpened: [{ taskId: 1 }], waitsClosed: [{ taskId: 1, state: 'answered' }] });
    await instance.turn(tell.completed(2, null, 1));
    expect(instance.output).toBe('kept');
  },
);

scenario(
  'what showed the failure is not shown any more',
  function* (context) {
    context.setCustomStatus('working');
    try {
      yield context.callActivity('Risky');
    } catch (error) {
      context.setCustomStatus('failing');
      throw error;
    }
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(1));
    expect(instance.customStatus).toBe('failing');
    await instance.turn(tell.rewind);
    expect(instance.customStatus).toBe('working');
  },
);

scenario(
  'other instances are not rewound',
  function* (context) {
    yield context.callActivity('Slow');
  },
  async (instance) => {
    await instance.turn(tell.start());
    const { dropped } = await instance.turn(tell.rewind);
    expect(dropped).toHaveLength(1);
  },
);

describe('code that fails by itself', () => {
  const told = (isMended: boolean) =>
    orchestrator('Tested', async (context) => {
      await context.callActivity('First');
      if (!isMended) throw new Error('a bug');
      return await context.callActivity<string>('Second');
    });

  test('fails again where nothing has changed', async () => {
    const instance = new TestInstance(told(false));
    await instance.turn(tell.start());
    await instance.turn(tell.completed(1));
    await instance.turn(tell.rewind);
    expect(typesOf(instance).slice(3)).toEqual(['ExecutionRewound', 'ExecutionCompleted']);
    await expectSameAfterReplay(instance);
  });

  test('goes on after it was mended', async () => {
    const failing = new TestInstance(told(false));
    await failing.turn(tell.start());
    await failing.turn(tell.completed(1));
    const instance = new TestInstance(told(true));
    instance.turns.push(...failing.turns);
    const { outcome } = await instance.turn(tell.rewind);
    expect(outcome.workItems).toMatchObject([{ name: 'Second' }]);
    await instance.reload();
    await instance.turn(tell.completed(2, 'done', 1));
    expect(instance.output).toBe('done');
  });
});
