import { expect } from 'vitest';
import { tell } from './testing/messages';
import { scenario } from './testing/scenario';

scenario(
  'an activity that ran out of its time is run again, with all of its time, as often as that happens',
  function* (context) {
    return yield context.callActivity('Slow', undefined, { timeout: { minutes: 1 } });
  },
  async (instance) => {
    await instance.turn(tell.start());
    for (const generation of [0, 1]) {
      await instance.turn({ ...tell.fired(2), generation });
      expect(instance.record).toMatchObject({ status: 'Failed', generation });
      instance.now += 3_600_000;
      const { outcome } = await instance.turn(tell.rewind);
      const fireAt = outcome.record.updatedAt + 60_000;
      expect(outcome.workItems.map(({ taskId }) => taskId)).toEqual([1]);
      expect(outcome.timersCreated).toEqual([{ taskId: 2, fireAt }]);
      const tree = { kind: 'any', of: [{ taskId: 1 }, { taskId: 2, fireAt: new Date(fireAt).toISOString() }] };
      expect(outcome.record.waitingOn).toMatchObject(tree);
      await instance.reload();
      expect(instance.record.waitingOn).toMatchObject(tree);
    }
    const { outcome } = await instance.turn(tell.completed(1, 'at last', 2));
    expect(outcome.timersCanceled).toEqual([2]);
    expect(instance.output).toBe('at last');
  },
);

scenario(
  'an activity that failed within its time has all of it again',
  function* (context) {
    return yield context.callActivity('Slow', undefined, { timeout: { minutes: 1 } });
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(1));
    instance.now += 3_600_000;
    const { outcome } = await instance.turn(tell.rewind);
    expect(outcome.timersCreated).toEqual([{ taskId: 2, fireAt: outcome.record.updatedAt + 60_000 }]);
    await instance.turn(tell.completed(1, 'well', 1));
    expect(instance.output).toBe('well');
  },
);

scenario(
  'a wait that ran out is opened again',
  function* (context) {
    return yield context.waitForExternalEvent('Go', { timeout: { hours: 1 } });
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.fired(2));
    const { outcome } = await instance.turn(tell.rewind);
    expect(outcome.waitsOpened).toMatchObject([{ taskId: 1, eventName: 'Go' }]);
    await instance.turn(tell.raised('Go', 'now'));
    expect(instance.output).toBe('now');
  },
);

scenario(
  'of a call that was tried in vain the last try is made again',
  function* (context) {
    const retry = { firstRetryIntervalInMilliseconds: 1_000, maxNumberOfAttempts: 2 };
    return yield context.callActivity('Risky', undefined, { retry });
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(1));
    await instance.turn(tell.fired(2));
    await instance.turn(tell.failed(3));
    expect(instance.record.status).toBe('Failed');
    const { outcome } = await instance.turn(tell.rewind);
    expect(outcome.workItems).toMatchObject([{ taskId: 3, attempt: 2, firstTaskId: 1 }]);
    await instance.turn(tell.completed(3, 'well', 1));
    expect(instance.output).toBe('well');
  },
);
