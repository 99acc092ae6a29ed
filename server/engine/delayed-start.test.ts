import { expect } from 'vitest';
import type { Message } from './history';
import type { OrchestrationContext } from './orchestration-context';
import type { Task } from './task';
import { tell } from './testing/messages';
import { scenario } from './testing/scenario';

const DUE = Date.UTC(2030, 0, 2);

function later(startAt = DUE): Message {
  const { start } = tell.start('in');
  return { type: 'start', start: { ...start, startAt, reason: 'planned' } };
}

function* code(context: OrchestrationContext, input: unknown): Generator<Task<unknown>, unknown> {
  const news = yield context.waitForExternalEvent('News');
  return { input, news, at: context.currentUtcDateTime };
}

scenario('the code begins at its time, and not before', code, async (instance) => {
  const { outcome } = await instance.turn(later());
  expect(outcome.timersCreated).toEqual([{ taskId: 0, fireAt: DUE }]);
  expect(instance.history).toMatchObject([{ type: 'ExecutionStarted', startAt: DUE, reason: 'planned' }]);
  expect(instance.record).toMatchObject({
    status: 'Pending',
    waitingOn: { kind: 'timer', taskId: 0, fireAt: '2030-01-02T00:00:00.000Z' },
  });
  await instance.turn(tell.raised('News', 'early'));
  expect(instance.record.status).toBe('Pending');
  await instance.turn(tell.fired(0, DUE));
  expect(instance.output).toEqual({ input: 'in', news: 'early', at: new Date(DUE).toISOString() });
});

scenario('a time that has passed is no reason to wait', code, async (instance) => {
  const { outcome } = await instance.turn(later(5));
  expect(outcome.timersCreated).toEqual([]);
  expect(instance.record.status).toBe('Running');
});

scenario('suspended before its time and resumed after it, the code begins then', code, async (instance) => {
  await instance.turn(later());
  await instance.turn(tell.suspend);
  expect(instance.record.status).toBe('Suspended');
  await instance.turn(tell.fired(0, DUE));
  expect(instance.record.status).toBe('Suspended');
  await instance.turn(tell.resume);
  expect(instance.record.status).toBe('Running');
});

scenario('suspended and resumed before its time, it is pending again', code, async (instance) => {
  await instance.turn(later());
  await instance.turn(tell.suspend);
  await instance.turn(tell.resume);
  expect(instance.record.status).toBe('Pending');
});

scenario('terminated before its time, it never begins', code, async (instance) => {
  await instance.turn(later());
  const { outcome } = await instance.turn(tell.terminate, tell.fired(0, DUE));
  expect(outcome).toMatchObject({ leftovers: 'drop', record: { status: 'Terminated' } });
  expect(outcome.events).toHaveLength(2);
});

scenario('canceled before its time, it never begins', code, async (instance) => {
  await instance.turn(later());
  const { outcome } = await instance.turn(tell.cancel);
  expect(outcome).toMatchObject({ leftovers: 'run', record: { status: 'Canceled', output: '"not needed"' } });
});
