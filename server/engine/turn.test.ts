import { expect } from 'vitest';
import { tell } from './testing/messages';
import { scenario } from './testing/scenario';

scenario(
  'messages that are late, doubled, or meant for another generation change nothing',
  function* (context) {
    const first = yield* context.callActivity('A');
    return [first, yield* context.callActivity('B')];
  },
  async (instance) => {
    const { dropped } = await instance.turn(tell.start(), tell.start());
    expect(dropped).toHaveLength(1);
    expect(instance.scheduled).toEqual(['A']);
    const strangers = [tell.completed(1, 'x', 1), tell.completed(2, 'x'), tell.failed(7), tell.resume];
    expect((await instance.turn(...strangers)).dropped).toEqual(strangers);
    const doubled = [tell.completed(1, 'a'), tell.completed(1, 'x'), tell.failed(1)];
    expect((await instance.turn(...doubled)).dropped).toEqual(doubled.slice(1));
    await instance.turn(tell.completed(2, 'b'));
    const late = [tell.completed(2, 'x'), tell.raised('Late'), tell.suspend, tell.resume, tell.terminate, tell.start()];
    expect((await instance.turn(...late)).dropped).toEqual(late);
    expect(instance.output).toEqual(['a', 'b']);
    expect(instance.history.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(instance.record.revision).toBe(5);
  },
);

scenario(
  'turns are numbered where they leave events; the deployment is noted where it changes',
  function* (context) {
    yield context.callActivity('A');
    yield context.callActivity('B');
    yield context.callActivity('C');
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.resume);
    await instance.turn(tell.completed(1));
    instance.deployment = 'second';
    await instance.turn(tell.completed(2));
    await instance.reload();
    await instance.turn(tell.completed(3));
    expect(instance.history.map(({ turn, deployment }) => [turn, deployment])).toEqual([
      [1, 'first'],
      [1, undefined],
      [2, undefined],
      [2, undefined],
      [3, 'second'],
      [3, undefined],
      [4, undefined],
      [4, undefined],
    ]);
  },
);

scenario(
  'time stands still in a turn and never goes back between turns',
  function* (context) {
    const times: number[] = [];
    const note = () => times.push(context.currentUtcDateTime.getTime());
    note();
    yield context.callActivity('A');
    note();
    yield context.callActivity('B');
    note();
    return times;
  },
  async (instance) => {
    const start = instance.now;
    await instance.turn(tell.start());
    await instance.turn(tell.completed(1));
    instance.now = start - 60_000;
    await instance.turn(tell.completed(2));
    expect(instance.output).toEqual([start, start + 1_000, start + 1_000]);
  },
);

scenario(
  'a turn that changes nothing leaves no trace, not even its time',
  function* (context) {
    yield context.callActivity('A');
    return context.currentUtcDateTime.getTime();
  },
  async (instance) => {
    const start = instance.now;
    await instance.turn(tell.start());
    const { outcome } = await instance.turn(tell.fired(7, start + 3_600_000));
    expect(outcome.record.updatedAt).toBe(start);
    await instance.turn(tell.completed(1));
    expect(instance.output).toBe(start + 2_000);
  },
);

scenario(
  'lines are logged once, in the turn that is new',
  function* (context) {
    context.log.info('begin', { count: 1 });
    yield context.callActivity('A');
    context.log.warn('end');
  },
  async (instance) => {
    const { outcome } = await instance.turn(tell.start());
    expect(outcome.logs).toEqual([{ level: 'info', message: 'begin', facts: { count: 1 } }]);
    await instance.reload();
    const { outcome: ended } = await instance.turn(tell.completed(1));
    expect(ended.logs).toEqual([{ level: 'warn', message: 'end', facts: undefined }]);
  },
);

scenario(
  'custom status is set, replaced and cleared',
  function* (context) {
    context.setCustomStatus({ stage: 1 });
    yield context.callActivity('A');
    context.setCustomStatus(0);
    yield context.callActivity('B');
    context.setCustomStatus(undefined);
  },
  async (instance) => {
    await instance.turn(tell.start());
    expect(instance.customStatus).toEqual({ stage: 1 });
    await instance.turn(tell.completed(1));
    expect(instance.customStatus).toBe(0);
    await instance.turn(tell.completed(2));
    expect(instance.record.customStatus).toBeNull();
  },
);
