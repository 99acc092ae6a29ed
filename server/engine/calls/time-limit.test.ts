import { describe, expect } from 'vitest';
import { TaskFailedError } from '../failure';
import { tell } from '../testing/messages';
import { type GeneratorCode, scenario } from '../testing/scenario';

describe('an activity with a timeout', () => {
  const slow: GeneratorCode = function* (context) {
    try {
      return yield* context.callActivity('Slow', undefined, { timeout: { minutes: 1, seconds: 30 } });
    } catch (error) {
      const { message, details } = error as TaskFailedError;
      return { isTaskFailed: error instanceof TaskFailedError, message, details };
    }
  };

  scenario('that ends in time cancels its timer', slow, async (instance) => {
    const { outcome } = await instance.turn(tell.start());
    expect(outcome.timersCreated).toEqual([{ taskId: 2, fireAt: outcome.record.updatedAt + 90_000 }]);
    expect(outcome.record.waitingOn).toMatchObject({
      kind: 'any',
      of: [
        { kind: 'activity', taskId: 1 },
        { kind: 'timer', taskId: 2 },
      ],
    });
    const { outcome: ended, dropped } = await instance.turn(tell.completed(1, 'done'), tell.fired(2));
    expect(ended).toMatchObject({ timersCanceled: [2], workItemsCanceled: [], leftovers: 'none' });
    expect(dropped).toEqual([tell.fired(2)]);
    expect(instance.output).toBe('done');
  });

  scenario('that fails in time fails with its own error', slow, async (instance) => {
    await instance.turn(tell.start());
    const { outcome } = await instance.turn(tell.failed(1));
    expect(outcome.timersCanceled).toEqual([2]);
    expect(instance.output).toMatchObject({ message: "Activity 'Slow' (#1) failed: boom" });
  });

  scenario('that does not end in time is canceled, and its late result is dropped', slow, async (instance) => {
    await instance.turn(tell.start());
    const late = tell.completed(1, 'late');
    const { outcome, dropped } = await instance.turn(tell.fired(2), late);
    expect(outcome.workItemsCanceled).toEqual([1]);
    expect(outcome.events.map(({ type }) => type)).toEqual(['TimerFired', 'TaskCanceled', 'ExecutionCompleted']);
    expect(dropped).toEqual([late]);
    expect(instance.output).toEqual({
      isTaskFailed: true,
      message: "Activity 'Slow' (#1) failed: It did not end in 1 minute 30 seconds.",
      details: { errorType: 'ActivityTimeout', message: 'It did not end in 1 minute 30 seconds.' },
    });
  });

  scenario(
    'may time out and be done while the instance is suspended: what came first counts',
    slow,
    async (instance) => {
      await instance.turn(tell.start(), tell.suspend);
      await instance.turn(tell.fired(2), tell.completed(1, 'late'));
      const { outcome } = await instance.turn(tell.resume);
      expect(outcome.workItemsCanceled).toEqual([]);
      expect(instance.output).toMatchObject({ details: { errorType: 'ActivityTimeout' } });
    },
  );

  scenario(
    'is tried again after a timeout, with the same time for each try',
    function* (context) {
      const retry = { firstRetryIntervalInMilliseconds: 1_000, maxNumberOfAttempts: 2 };
      return yield* context.callActivity('Slow', undefined, { retry, timeout: { minutes: 1 } });
    },
    async (instance) => {
      const { outcome: began } = await instance.turn(tell.start());
      const { outcome: late } = await instance.turn(tell.fired(2, began.timersCreated[0]?.fireAt));
      expect(late).toMatchObject({ workItemsCanceled: [1], timersCreated: [{ taskId: 3 }] });
      const { outcome: again } = await instance.turn(tell.fired(3, late.timersCreated[0]?.fireAt));
      expect(again.workItems).toEqual([{ taskId: 4, name: 'Slow', input: null, attempt: 2, firstTaskId: 1 }]);
      expect(again.timersCreated).toEqual([{ taskId: 5, fireAt: again.record.updatedAt + 60_000 }]);
      const { outcome: ended } = await instance.turn(tell.completed(4, 'in time'));
      expect(ended.timersCanceled).toEqual([5]);
      expect(instance.output).toBe('in time');
    },
  );

  scenario(
    'that is no duration is refused before anything is scheduled',
    function* (context) {
      yield context.callActivity('Slow', undefined, { timeout: { hours: Number.NaN } });
    },
    async (instance) => {
      const { outcome } = await instance.turn(tell.start());
      expect(outcome.workItems).toEqual([]);
      expect(outcome.record.failure?.message).toMatch(/^timeout takes a valid Date, or a duration/);
    },
  );
});

describe('a wait with a timeout', () => {
  const asking: GeneratorCode = function* (context) {
    const timeout = { hours: 3 };
    try {
      return yield* context.waitForExternalEvent('Approval', { question: 'May I?', choices: [], timeout });
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message} ${yield* context.waitForExternalEvent('approval')}`;
    }
  };

  scenario('that gets its event cancels the timer', asking, async (instance) => {
    const { outcome } = await instance.turn(tell.start());
    expect(outcome.waitsOpened).toMatchObject([{ taskId: 1, humanTask: { question: 'May I?', choices: [] } }]);
    expect(outcome.waitsOpened[0]?.humanTask).not.toHaveProperty('timeout');
    const fireAt = new Date(outcome.record.updatedAt + 3 * 3_600_000).toISOString();
    expect(outcome.record.waitingOn).toMatchObject({ kind: 'any', of: [{ taskId: 1 }, { taskId: 2, fireAt }] });
    const { outcome: ended } = await instance.turn(tell.raised('Approval', false));
    expect(ended).toMatchObject({ timersCanceled: [2], waitsClosed: [{ taskId: 1, state: 'answered' }] });
    expect(instance.output).toBe(false);
  });

  scenario('that runs out fails, and takes no later event', asking, async (instance) => {
    await instance.turn(tell.start());
    const { outcome } = await instance.turn(tell.fired(2));
    expect(outcome.waitsClosed).toMatchObject([{ taskId: 1, state: 'closed', decidedBy: null }]);
    expect(outcome.events.map(({ type }) => type)).toEqual(['TimerFired', 'EventWaitCanceled', 'EventWaitStarted']);
    await instance.turn(tell.raised('Approval', 'later'));
    expect(instance.output).toBe("TimeoutError: Event 'Approval' was not received in 3 hours. later");
  });

  scenario('that was answered too late, by its own id, drops the answer', asking, async (instance) => {
    await instance.turn(tell.start());
    const { dropped } = await instance.turn(tell.fired(2), tell.raised('Approval', true, { taskId: 1 }));
    expect(dropped).toHaveLength(1);
    expect(instance.record.status).toBe('Running');
  });

  scenario(
    'whose event is there already needs no timer',
    function* (context) {
      yield context.callActivity('A');
      return yield* context.waitForExternalEvent('Go', { timeout: { seconds: 1 } });
    },
    async (instance) => {
      await instance.turn(tell.start());
      await instance.turn(tell.raised('Go', 0));
      const { outcome } = await instance.turn(tell.completed(1));
      expect(outcome.timersCreated).toEqual([]);
      expect(instance.output).toBe(0);
    },
  );

  scenario(
    'may have a date',
    function* (context) {
      yield context.waitForExternalEvent('Go', { timeout: new Date('2031-01-01T00:00:00Z') });
    },
    async (instance) => {
      const { outcome } = await instance.turn(tell.start());
      const fireAt = Date.UTC(2031, 0, 1);
      expect(outcome.timersCreated).toEqual([{ taskId: 2, fireAt }]);
      await instance.turn(tell.fired(2, fireAt));
      expect(instance.record.failure).toMatchObject({
        errorType: 'TimeoutError',
        message: "Event 'Go' was not received by 2031-01-01T00:00:00.000Z.",
      });
    },
  );

  scenario(
    'that is no date is refused, and leaves no wait behind',
    function* (context) {
      yield context.waitForExternalEvent('Go', { timeout: new Date('nonsense') });
    },
    async (instance) => {
      const { outcome } = await instance.turn(tell.start());
      expect(outcome.waitsOpened).toEqual([]);
      expect(outcome.record.failure?.message).toMatch(/^timeout takes a valid Date/);
    },
  );
});
