import { describe, expect, test } from 'vitest';
import type { Duration } from './orchestration-time';
import { orchestrator } from './orchestrator';
import { tell } from './testing/messages';
import { scenario } from './testing/scenario';
import { TestInstance } from './testing/test-instance';

scenario(
  'a timer fires at its time, and the turn that it fires in is never earlier (bug class: Date.now for timers)',
  function* (context) {
    const started = context.currentUtcDateTime.getTime();
    yield context.createTimer({ minutes: 1, seconds: 30 });
    return context.currentUtcDateTime.getTime() - started;
  },
  async (instance) => {
    const { outcome } = await instance.turn(tell.start());
    const [timer] = outcome.timersCreated;
    expect(timer).toEqual({ taskId: 1, fireAt: outcome.record.updatedAt + 90_000 });
    const { outcome: ended } = await instance.turn(tell.fired(1, timer?.fireAt));
    expect(instance.output).toBe(90_000);
    expect(ended.record.completedAt).toBe(timer?.fireAt);
  },
);

scenario(
  'a timer canceled in the turn that created it was never there',
  function* (context) {
    const timer = context.createTimer({ days: 1 });
    timer.cancel();
    timer.cancel();
    yield context.callActivity('A');
    return [timer.isCanceled, timer.isCompleted];
  },
  async (instance) => {
    const { outcome } = await instance.turn(tell.start());
    expect(outcome).toMatchObject({ timersCreated: [], timersCanceled: [] });
    expect(outcome.events.map(({ type }) => type)).toContain('TimerCanceled');
    const { dropped } = await instance.turn(tell.fired(1), tell.completed(2));
    expect(dropped).toEqual([tell.fired(1)]);
    expect(instance.output).toEqual([true, false]);
    expect(instance.turns.at(-1)?.result.outcome.leftovers).toBe('none');
  },
);

scenario(
  'a timer canceled later does not fire any more',
  function* (context) {
    const timer = context.createTimer({ days: 1 });
    const work = context.callActivity('A');
    const winner = yield* context.any([work, timer]);
    timer.cancel();
    yield context.callActivity('B');
    return winner === work;
  },
  async (instance) => {
    await instance.turn(tell.start());
    const { outcome, dropped } = await instance.turn(tell.completed(2), tell.fired(1));
    expect(outcome).toMatchObject({ timersCreated: [], timersCanceled: [1] });
    expect(dropped).toEqual([tell.fired(1)]);
    await instance.turn(tell.completed(3));
    expect(instance.output).toBe(true);
  },
);

scenario(
  'a timer that fired cannot be canceled, and fires once',
  function* (context) {
    const timer = context.createTimer({ seconds: 1 });
    yield timer;
    timer.cancel();
    yield context.callActivity('A');
    return timer.isCanceled;
  },
  async (instance) => {
    await instance.turn(tell.start());
    const { dropped } = await instance.turn(tell.fired(1), tell.fired(1));
    expect(dropped).toHaveLength(1);
    await instance.turn(tell.completed(2));
    expect(instance.output).toBe(false);
    expect(instance.history.map(({ type }) => type)).not.toContain('TimerCanceled');
  },
);

scenario(
  'a timer that is not canceled does not hold the instance, nor fire after its end',
  function* (context) {
    const work = context.callActivity('A');
    yield context.any([work, context.createTimer({ days: 1 })]);
    return 'done';
  },
  async (instance) => {
    await instance.turn(tell.start());
    const { outcome } = await instance.turn(tell.completed(1));
    expect(outcome).toMatchObject({ ended: true, leftovers: 'run' });
    const { dropped } = await instance.turn(tell.fired(2));
    expect(dropped).toHaveLength(1);
  },
);

scenario(
  'a timer that fired after an event never wins against it, not in a replay either',
  function* (context) {
    const event = context.waitForExternalEvent('Go');
    const timer = context.createTimer({ minutes: 1 });
    const winner = yield* context.any([timer, event]);
    yield context.callActivity('A');
    return winner === event ? 'event' : 'timer';
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.raised('Go'), tell.fired(2));
    await instance.reload();
    await instance.turn(tell.completed(3));
    expect(instance.output).toBe('event');
  },
);

describe('due', () => {
  const timerFor = async (due: unknown) => {
    const instance = new TestInstance(
      orchestrator('Tested', function* (context) {
        yield context.createTimer(due as Duration);
      }),
    );
    const { outcome } = await instance.turn(tell.start());
    return { fireAt: outcome.timersCreated[0]?.fireAt, now: outcome.record.updatedAt, record: outcome.record };
  };

  test.each([
    new Date(Number.NaN),
    { hours: Number.NaN },
    { days: Number.POSITIVE_INFINITY },
    5,
    'soon',
    null,
    undefined,
  ])('%j is no time for a timer (bug class: an invalid date)', async (due) => {
    expect((await timerFor(due)).record).toMatchObject({ status: 'Failed', failure: { errorType: 'TypeError' } });
  });

  test('a moment is taken as it is, also in the past', async () => {
    expect((await timerFor(new Date(5))).fireAt).toBe(5);
    expect((await timerFor(new Date(Date.UTC(2099, 1)))).fireAt).toBe(Date.UTC(2099, 1));
  });

  test('a moment before 1970 becomes one that every database holds', async () => {
    expect((await timerFor(new Date(-8_640_000_000_000_000))).fireAt).toBe(0);
  });

  test('parts of a millisecond count as a whole one', async () => {
    const { fireAt, now } = await timerFor({ milliseconds: 0.1 });
    expect(fireAt).toBe(now + 1);
  });
});
