import { expect, test } from 'vitest';
import { OrchestrationCanceledError } from './canceled-error';
import { orchestrator } from './orchestrator';
import { tell } from './testing/messages';
import { expectSameAfterReplay, scenario } from './testing/scenario';
import { TestInstance } from './testing/test-instance';

scenario(
  'what the code waits for throws, and code that lets it pass ends as canceled',
  function* (context) {
    yield context.callActivity('Long');
  },
  async (instance) => {
    await instance.turn(tell.start());
    const { outcome } = await instance.turn(tell.cancel);
    expect(outcome.events.map(({ type }) => type)).toEqual(['ExecutionCancelRequested', 'ExecutionCompleted']);
    expect(outcome.leftovers).toBe('run');
    expect(instance.record).toMatchObject({ status: 'Canceled', output: '"not needed"', failure: null });
  },
);

scenario(
  'code may put things in order first, and waits as ever while it does',
  function* (context) {
    const booked: string = yield context.callActivity('Book');
    try {
      yield context.waitForExternalEvent('Paid');
      return 'paid';
    } finally {
      yield context.callActivity('Unbook', [booked, context.isCancelRequested]);
    }
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.completed(1, 'seat'));
    await instance.turn(tell.cancel);
    expect(instance.record).toMatchObject({ status: 'Running', waitingOn: { kind: 'activity', name: 'Unbook' } });
    const { dropped } = await instance.turn(tell.cancel);
    expect(dropped).toHaveLength(1);
    await instance.turn(tell.completed(3));
    expect(instance.record.status).toBe('Canceled');
    expect(instance.history.find((event) => event.type === 'TaskScheduled' && event.name === 'Unbook')).toMatchObject({
      payload: '["seat",true]',
    });
  },
);

scenario(
  'code may end as it likes',
  function* (context) {
    try {
      yield context.createTimer({ hours: 1 });
      return 'late';
    } catch (error) {
      return [error instanceof OrchestrationCanceledError, (error as OrchestrationCanceledError).reason];
    }
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.cancel);
    expect([instance.record.status, instance.output]).toEqual(['Completed', [true, 'not needed']]);
  },
);

scenario(
  'an error that the cancellation caused ends it as canceled too, and is kept',
  function* (context) {
    try {
      yield context.callActivity('Long');
    } catch (cause) {
      throw new Error('could not undo it', { cause });
    }
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.cancel);
    expect(instance.record).toMatchObject({
      status: 'Canceled',
      failure: { message: 'could not undo it', innerFailure: { errorType: 'OrchestrationCanceledError' } },
    });
  },
);

scenario(
  'tasks go on, and can be waited for again',
  function* (context) {
    const task = context.callActivity('Long');
    const all = context.all([task, context.callActivity('Other')]);
    let wasCompleted: boolean | undefined;
    try {
      yield all;
    } catch {
      wasCompleted = all.isCompleted;
    }
    return [wasCompleted, yield all];
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.completed(1, 'a'), tell.cancel);
    expect(instance.record.waitingOn).toMatchObject({ name: 'Other' });
    await instance.turn(tell.completed(2, 'b'));
    expect(instance.output).toEqual([false, ['a', 'b']]);
  },
);

scenario(
  'a cancellation is kept while the instance is suspended',
  function* (context) {
    yield context.callActivity('Long');
  },
  async (instance) => {
    await instance.turn(tell.start());
    const { dropped } = await instance.turn(tell.suspend, tell.cancel, tell.cancel);
    expect([instance.record.status, dropped.length]).toEqual(['Suspended', 1]);
    await instance.turn(tell.resume);
    expect(instance.record.status).toBe('Canceled');
  },
);

scenario(
  'a canceled instance tells its parent',
  function* (context) {
    yield context.callActivity('Long');
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.cancel);
    expect(instance.sent).toMatchObject([
      { message: { failure: { errorType: 'OrchestrationCanceled', message: 'It was canceled: not needed' } } },
    ]);
  },
  { parent: { instanceId: 'parent-1', generation: 0, taskId: 1 } },
);

test('every branch of an async orchestrator is interrupted, once', async () => {
  const branches = orchestrator('Tested', async (context) => {
    const caught: string[] = [];
    const branch = async (name: string) => {
      try {
        await context.waitForExternalEvent(name);
      } catch {
        caught.push(name);
        await context.callActivity('Undo', name);
      }
    };
    await Promise.all([branch('Left'), branch('Right')]);
    return caught;
  });
  const instance = new TestInstance(branches);
  await instance.turn(tell.start());
  await instance.turn(tell.cancel, tell.raised('Left'));
  await instance.turn(tell.completed(3), tell.completed(4));
  expect([instance.record.status, instance.output]).toEqual(['Completed', ['Left', 'Right']]);
  await expectSameAfterReplay(instance);
});
