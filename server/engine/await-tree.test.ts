import { expect, test } from 'vitest';
import { awaitTreeSchema } from '@/contract/await-tree';
import type { OrchestrationContext } from './orchestration-context';
import { orchestrator } from './orchestrator';
import type { Task } from './task';
import { tell } from './testing/messages';
import { bothStyles, scenario } from './testing/scenario';
import { TestInstance } from './testing/test-instance';

const activity = (taskId: number, name = 'A') => ({ kind: 'activity', taskId, name });
const timer = (taskId: number) => ({ kind: 'timer', taskId, fireAt: '2030-01-01T00:00:00.000Z' });
const event = (taskId: number, name = 'Go') => ({ kind: 'event', taskId, name });

const call = (context: OrchestrationContext, count: number, name = 'A') =>
  Array.from({ length: count }, () => context.callActivity(name));
const wait = (context: OrchestrationContext) => context.waitForExternalEvent('Go');
const sleep = (context: OrchestrationContext) => context.createTimer(new Date(Date.UTC(2030, 0, 1)));
const letters = (context: OrchestrationContext, count: number) =>
  Array.from({ length: count }, (_, index) => context.callActivity(String.fromCharCode(65 + index)));

test.each<[string, (context: OrchestrationContext) => Task<unknown>, unknown]>([
  ['an activity', (context) => context.callActivity('A'), activity(1)],
  ['a timer', sleep, timer(1)],
  ['an event', wait, event(1)],
  [
    'a question',
    (context) => context.waitForExternalEvent('Go', { question: 'Now?', choices: [] }),
    { ...event(1), question: 'Now?' },
  ],
  ['any', (context) => context.any([wait(context), sleep(context)]), { kind: 'any', of: [event(1), timer(2)] }],
  [
    'all, with equal neighbours folded',
    (context) => context.all([...call(context, 3), ...call(context, 1, 'B'), ...call(context, 2)]),
    { kind: 'all', of: [{ ...activity(1), count: 3 }, activity(4, 'B'), { ...activity(5), count: 2 }] },
  ],
  ['all of the same', (context) => context.all(call(context, 1_000)), { ...activity(1), count: 1_000 }],
  [
    'nested composites',
    (context) => context.any([context.all([...call(context, 2), wait(context)]), sleep(context)]),
    { kind: 'any', of: [{ kind: 'all', of: [{ ...activity(1), count: 2 }, event(3)] }, timer(4)] },
  ],
  ['equal waits folded', (context) => context.all([wait(context), wait(context)]), { ...event(1), count: 2 }],
])('%s', async (_title, awaited, tree) => {
  for (const [, code] of bothStyles(function* (context) {
    yield awaited(context);
  })) {
    const instance = new TestInstance(code);
    const { outcome } = await instance.turn(tell.start());
    expect(outcome.record.waitingOn).toEqual(tree);
    expect(awaitTreeSchema.parse(tree)).toEqual(tree);
    expect(outcome.events.at(-1)?.awaiting).toEqual(tree);
  }
});

test('of many different ones it names the first twelve', async () => {
  const instance = new TestInstance(orchestrator('Tested', (context) => context.all(letters(context, 20)).then()));
  await instance.turn(tell.start());
  expect(instance.record.waitingOn).toMatchObject({ kind: 'all', of: { length: 12 } });
});

test('branches that wait at the same time stand side by side', async () => {
  const instance = new TestInstance(
    orchestrator('Tested', async (context) => {
      await Promise.all([context.callActivity('A'), wait(context)]);
    }),
  );
  await instance.turn(tell.start());
  expect(instance.record.waitingOn).toEqual({ kind: 'all', of: [activity(1), event(2)] });
});

scenario(
  'it shrinks as tasks end, is noted where it changed, and is gone at the end',
  function* (context) {
    const canceled = sleep(context);
    canceled.cancel();
    yield context.all([...call(context, 3), context.any([canceled, wait(context)])]);
  },
  async (instance) => {
    await instance.turn(tell.start());
    expect(instance.record.waitingOn).toEqual({ kind: 'all', of: [{ ...activity(2), count: 3 }, event(5)] });
    const { outcome } = await instance.turn(tell.completed(3));
    expect(outcome.events.at(-1)?.awaiting).toEqual({ kind: 'all', of: [{ ...activity(2), count: 2 }, event(5)] });
    const { outcome: unchanged } = await instance.turn(tell.raised('Other'));
    expect(unchanged.events.map(({ awaiting }) => awaiting)).toEqual([undefined]);
    await instance.turn(tell.raised('Go'));
    expect(instance.record.waitingOn).toEqual({ ...activity(2), count: 2 });
    const { outcome: ended } = await instance.turn(tell.completed(2), tell.completed(4));
    expect(ended.record).toMatchObject({ status: 'Completed', waitingOn: null });
  },
);

test('A1. of very many alike all are counted, though not each is looked at; of others the first ones are named', async () => {
  const wide = orchestrator('Tested', function* (context) {
    yield context.all([...call(context, 3_000), ...call(context, 1_500, 'B')]);
  });
  const instance = new TestInstance(wide);
  await instance.turn(tell.start());
  expect(instance.record.waitingOn).toEqual({ ...activity(1), count: 4_500 });
  for (let taskId = 1; taskId <= 2_999; taskId += 1) await instance.turn(tell.completed(taskId));
  expect(instance.record.waitingOn).toEqual({
    kind: 'all',
    of: [activity(3_000), { ...activity(3_001, 'B'), count: 999 }],
  });
});
