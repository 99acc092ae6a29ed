import { expect } from 'vitest';
import { toFailureDetails } from './failure';
import { tell } from './testing/messages';
import { scenario } from './testing/scenario';

scenario(
  'a chain calls one activity after the other, each with the result of the one before',
  function* (context, input: string) {
    const first = yield* context.callActivity<string>('First', input);
    const second = yield* context.callActivity<string>('Second', first);
    return `${second}!`;
  },
  async (instance) => {
    const { outcome: started } = await instance.turn(tell.start('a'));
    expect(started.workItems).toEqual([{ taskId: 1, name: 'First', input: '"a"' }]);
    expect(started.record).toMatchObject({ status: 'Running', historyLength: 2 });
    const { outcome: went } = await instance.turn(tell.completed(1, 'b'));
    expect(went.workItems).toEqual([{ taskId: 2, name: 'Second', input: '"b"' }]);
    const { outcome: ended } = await instance.turn(tell.completed(2, 'c'));
    expect(ended).toMatchObject({ ended: true, leftovers: 'none', workItems: [] });
    expect(ended.record).toMatchObject({ status: 'Completed', output: '"c!"', waitingOn: null });
    expect(instance.history.map(({ seq, turn, type }) => [seq, turn, type])).toEqual([
      [0, 1, 'ExecutionStarted'],
      [1, 1, 'TaskScheduled'],
      [2, 2, 'TaskCompleted'],
      [3, 2, 'TaskScheduled'],
      [4, 3, 'TaskCompleted'],
      [5, 3, 'ExecutionCompleted'],
    ]);
  },
);

scenario(
  'a fan-out schedules all in one turn and gives the results in the order of the calls',
  function* (context, count: number) {
    const tasks = Array.from({ length: count }, (_, index) => context.callActivity<number>('Square', index));
    const squares = yield* context.all(tasks);
    return squares.reduce((sum, square) => sum + square, 0);
  },
  async (instance) => {
    const { outcome } = await instance.turn(tell.start(4));
    expect(outcome.workItems.map(({ taskId, input }) => [taskId, input])).toEqual([
      [1, '0'],
      [2, '1'],
      [3, '2'],
      [4, '3'],
    ]);
    await instance.turn(tell.completed(3, 4), tell.completed(1, 0));
    await instance.turn(tell.completed(4, 9));
    expect(instance.record.status).toBe('Running');
    await instance.turn(tell.completed(2, 1));
    expect(instance.output).toBe(14);
  },
);

scenario(
  'an activity that nobody waits for runs as well, and does not hold the instance',
  function* (context) {
    context.callActivity('Unwatched');
    yield context.callActivity('Watched');
    return 'done';
  },
  async (instance) => {
    const { outcome } = await instance.turn(tell.start());
    expect(outcome.workItems.map(({ name }) => name)).toEqual(['Unwatched', 'Watched']);
    const { outcome: ended } = await instance.turn(tell.completed(2));
    expect(ended).toMatchObject({ ended: true, leftovers: 'run' });
    const { outcome: late, dropped } = await instance.turn(tell.completed(1, 'late'));
    expect(late.events).toEqual([]);
    expect(dropped).toHaveLength(1);
    expect(instance.output).toBe('done');
  },
);

scenario(
  'a failure can be caught, and says what failed and how',
  function* (context) {
    try {
      return yield* context.callActivity('Risky');
    } catch (error) {
      const { name, message, details } = error as { name: string; message: string; details: unknown };
      yield context.callActivity('Repair', { name, message, details });
      return 'repaired';
    }
  },
  async (instance) => {
    const thrown = Object.assign(new RangeError('no more', { cause: 'the disk' }), { code: 'ENOSPC' });
    await instance.turn(tell.start());
    const { outcome } = await instance.turn(tell.failed(1, thrown));
    expect(JSON.parse(outcome.workItems[0]?.input ?? '')).toEqual({
      name: 'TaskFailedError',
      message: "Activity 'Risky' (#1) failed: no more",
      details: expect.objectContaining({
        errorType: 'RangeError',
        message: 'no more',
        innerFailure: { errorType: 'string', message: 'the disk' },
        properties: { code: 'ENOSPC' },
      }),
    });
    await instance.turn(tell.completed(2));
    expect(instance.output).toBe('repaired');
  },
);

scenario(
  'a failure that is not caught fails the instance, and the details of the activity stay with it',
  function* (context) {
    return yield* context.callActivity('Risky');
  },
  async (instance) => {
    const failure = toFailureDetails(new RangeError('no more'));
    await instance.turn(tell.start());
    const { outcome } = await instance.turn({ ...tell.failed(1), failure });
    expect(outcome.record).toMatchObject({
      status: 'Failed',
      output: null,
      failure: {
        errorType: 'TaskFailedError',
        message: "Activity 'Risky' (#1) failed: no more",
        innerFailure: failure,
      },
    });
  },
);
