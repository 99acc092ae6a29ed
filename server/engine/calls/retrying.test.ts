import { describe, expect } from 'vitest';
import type { RetryOptions } from '../retry-options';
import { tell } from '../testing/messages';
import { type GeneratorCode, scenario } from '../testing/scenario';
import type { TestInstance } from '../testing/test-instance';

const thrice: RetryOptions = { firstRetryIntervalInMilliseconds: 5_000, maxNumberOfAttempts: 3 };

/** Calls `Risky` and returns its result, or what it failed with. */
const risking = (retry: RetryOptions): GeneratorCode =>
  function* (context) {
    try {
      return yield* context.callActivity('Risky', 'in', { retry, tags: { kind: 'risk' } });
    } catch (error) {
      return `failed: ${(error as Error).message}`;
    }
  };

const typesOf = (instance: TestInstance) => instance.history.map(({ type }) => type);

/** Fires the timer of the last turn, at its time. */
async function fire(instance: TestInstance) {
  const [timer] = instance.turns.at(-1)?.result.outcome.timersCreated ?? [];
  if (timer === undefined) throw new Error('The last turn created no timer.');
  return await instance.turn(tell.fired(timer.taskId, timer.fireAt));
}

scenario(
  'a failed try is followed by a timer and the next try, which knows its number and the first one',
  risking(thrice),
  async (instance) => {
    const { outcome: began } = await instance.turn(tell.start());
    const common = { name: 'Risky', input: '"in"', tags: { kind: 'risk' } };
    expect(began.workItems).toEqual([{ ...common, taskId: 1 }]);
    const { outcome: failed } = await instance.turn(tell.failed(1));
    expect(failed.timersCreated).toEqual([{ taskId: 2, fireAt: failed.record.updatedAt + 5_000 }]);
    expect(failed.record.waitingOn).toMatchObject({ kind: 'timer', taskId: 2 });
    const { outcome: again } = await fire(instance);
    expect(again.workItems).toEqual([{ ...common, taskId: 3, attempt: 2, firstTaskId: 1 }]);
    expect(again.record.waitingOn).toMatchObject({ kind: 'activity', taskId: 3 });
    await instance.turn(tell.completed(3, 'well'));
    expect(instance.output).toBe('well');
    expect(typesOf(instance)).toEqual([
      'ExecutionStarted',
      'TaskScheduled',
      'TaskFailed',
      'TimerCreated',
      'TimerFired',
      'TaskScheduled',
      'TaskCompleted',
      'ExecutionCompleted',
    ]);
  },
);

scenario(
  'the number of attempts counts the first; after the last there is no timer, and its error surfaces',
  risking(thrice),
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(1, new Error('first')));
    await fire(instance);
    await instance.turn(tell.failed(3, new Error('second')));
    await fire(instance);
    const { outcome } = await instance.turn(tell.failed(5, new Error('third')));
    expect(outcome).toMatchObject({ timersCreated: [], workItems: [], ended: true });
    expect(instance.output).toBe("failed: Activity 'Risky' (#5) failed: third");
  },
);

scenario('one attempt means no retry at all', risking({ ...thrice, maxNumberOfAttempts: 1 }), async (instance) => {
  await instance.turn(tell.start());
  await instance.turn(tell.failed(1));
  expect(typesOf(instance)).not.toContain('TimerCreated');
  expect(instance.output).toBe("failed: Activity 'Risky' (#1) failed: boom");
});

scenario(
  'each pause is longer than the one before by the coefficient, up to the longest allowed',
  risking({
    firstRetryIntervalInMilliseconds: 1_000,
    maxNumberOfAttempts: 5,
    backoffCoefficient: 3,
    maxRetryIntervalInMilliseconds: 10_000,
  }),
  async (instance) => {
    await instance.turn(tell.start());
    const pauses: number[] = [];
    for (const taskId of [1, 3, 5, 7]) {
      const { outcome } = await instance.turn(tell.failed(taskId));
      pauses.push((outcome.timersCreated[0]?.fireAt ?? 0) - outcome.record.updatedAt);
      await fire(instance);
    }
    expect(pauses).toEqual([1_000, 3_000, 9_000, 10_000]);
    await instance.turn(tell.completed(9, 'at last'));
    expect(instance.output).toBe('at last');
  },
);

scenario(
  'the time for retries is orchestration time from the first try on (bug class: Date.now instead of orchestration time)',
  risking({ ...thrice, maxNumberOfAttempts: 100, retryTimeoutInMilliseconds: 60_000 }),
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(1));
    await fire(instance);
    instance.now += 60_000;
    const { outcome } = await instance.turn(tell.failed(3, new Error('too late')));
    expect(outcome.timersCreated).toEqual([]);
    expect(instance.output).toBe("failed: Activity 'Risky' (#3) failed: too late");
  },
);

scenario('a failure that says so is not retried', risking(thrice), async (instance) => {
  await instance.turn(tell.start());
  await instance.turn(tell.failed(1, Object.assign(new Error('never'), { isNonRetriable: true })));
  expect(instance.output).toBe("failed: Activity 'Risky' (#1) failed: never");
});

describe('the predicate', () => {
  const handles: [string, RetryOptions['handle']][] = [
    ['that says no', () => false],
    ['that returns undefined (bug class: retry handler undefined)', (() => undefined) as never],
    ['that gives something that is only truthy', (() => 'yes') as never],
    [
      'that throws',
      () => {
        throw new Error('the predicate fails itself');
      },
    ],
  ];
  for (const [title, handle] of handles) {
    scenario(`${title} stops`, risking({ ...thrice, handle }), async (instance) => {
      await instance.turn(tell.start());
      await instance.turn(tell.failed(1));
      expect(instance.output).toBe("failed: Activity 'Risky' (#1) failed: boom");
    });
  }

  scenario(
    'sees the failure itself',
    risking({ ...thrice, handle: ({ errorType }) => errorType === 'RangeError' }),
    async (instance) => {
      await instance.turn(tell.start());
      await instance.turn(tell.failed(1, new RangeError('again')));
      await fire(instance);
      await instance.turn(tell.failed(3, new TypeError('no more')));
      expect(instance.output).toBe("failed: Activity 'Risky' (#3) failed: no more");
    },
  );
});

scenario(
  'retries inside all and any go on by themselves, each with ids of its own',
  function* (context) {
    const [left, right] = ['Left', 'Right'].map((name) => context.callActivity(name, undefined, { retry: thrice }));
    const winner = yield* context.any([left, right] as [typeof left & {}, typeof right & {}]);
    return [winner === right, yield* context.all([left, right] as never)];
  },
  async (instance) => {
    await instance.turn(tell.start());
    const { outcome } = await instance.turn(tell.failed(1), tell.failed(2));
    expect(outcome.record.waitingOn).toMatchObject({ kind: 'any', of: [{ taskId: 3 }, { taskId: 4 }] });
    const { outcome: again } = await instance.turn(tell.fired(4), tell.fired(3));
    expect(again.workItems).toMatchObject([
      { taskId: 5, name: 'Right', firstTaskId: 2 },
      { taskId: 6, name: 'Left', firstTaskId: 1 },
    ]);
    await instance.turn(tell.completed(5, 'r'));
    await instance.turn(tell.completed(6, 'l'));
    expect(instance.output).toEqual([true, ['l', 'r']]);
  },
);

scenario(
  'a call that nobody waits for is retried as well, until the code ends',
  function* (context) {
    context.callActivity('Unwatched', undefined, { retry: thrice });
    yield context.waitForExternalEvent('Go');
  },
  async (instance) => {
    await instance.turn(tell.start());
    const { outcome } = await instance.turn(tell.failed(1));
    expect(outcome.timersCreated).toMatchObject([{ taskId: 3 }]);
    const { outcome: ended, dropped } = await instance.turn(tell.raised('Go'), tell.fired(3));
    expect(ended.ended).toBe(true);
    expect(dropped).toHaveLength(1);
  },
);

scenario('a retry goes on from history alone, with the pause that was under way', risking(thrice), async (instance) => {
  await instance.turn(tell.start());
  await instance.turn(tell.failed(1));
  await instance.reload();
  await fire(instance);
  await instance.reload();
  await instance.turn(tell.completed(3, 'after all'));
  expect(instance.output).toBe('after all');
});

scenario(
  'options that are wrong fail the call and schedule nothing',
  risking({ ...thrice, maxNumberOfAttempts: 0 }),
  async (instance) => {
    const { outcome } = await instance.turn(tell.start());
    expect(outcome.workItems).toEqual([]);
    expect(instance.output).toBe('failed: maxNumberOfAttempts value must be at least 1.');
  },
);
