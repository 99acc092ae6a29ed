import { describe, expect, test } from 'vitest';
import { entityId } from './entity-id';
import { Execution } from './execution';
import { type AnyOrchestrator, orchestrator } from './orchestrator';
import { remainsOf } from './remains';
import { tell } from './testing/messages';
import { bothStyles, type GeneratorCode, scenario } from './testing/scenario';
import { drained, TestInstance } from './testing/test-instance';
import { runTurn } from './turn';

const order: GeneratorCode = function* (context) {
  yield context.callActivity('Reserve', { seats: 2 });
  context.setCustomStatus('reserved');
  const paid = context.waitForExternalEvent('Paid');
  const timer = context.createTimer({ hours: 1 });
  yield context.any([paid, timer]);
  timer.cancel();
  yield context.callActivity('Ship');
};

scenario('an instance goes on from its history as if nothing had been', order, async (instance) => {
  await instance.turn(tell.start());
  await instance.reload();
  await instance.turn(tell.completed(1), tell.raised('Paid'));
  await instance.reload();
  const { dropped } = await instance.turn(tell.completed(1), tell.fired(3), tell.completed(4));
  expect(dropped).toHaveLength(2);
  expect(instance.record.status).toBe('Completed');
});

describe('code that changed, and still does what its history says,', () => {
  const inStyles = (code: GeneratorCode) => bothStyles(code).map(([, styled]) => styled);

  async function upgraded(from: AnyOrchestrator, to: AnyOrchestrator, turns: Parameters<TestInstance['turn']>[]) {
    const instance = new TestInstance(from);
    for (const messages of turns) await instance.turn(...messages);
    await instance.reload(to);
    return instance;
  }

  const otherwise = inStyles(function* (context) {
    yield context.callActivity('RESERVE', { seats: 3, window: true });
    context.setCustomStatus('booked');
    const paid = context.waitForExternalEvent('paid', { question: 'Paid?', choices: [] });
    const timer = context.createTimer({ hours: 2 });
    yield context.any([paid, timer]);
    timer.cancel();
    yield context.callActivity('Ship');
    return 'shipped';
  });

  test.each(otherwise)('goes on: inputs, values, times and the case of names are free to change', async (changed) => {
    for (const before of inStyles(order)) {
      const instance = await upgraded(before, changed, [[tell.start()], [tell.completed(1)], [tell.raised('Paid')]]);
      await instance.turn(tell.completed(4));
      expect(instance.output).toBe('shipped');
    }
  });

  const more = inStyles(function* (context) {
    const reserved = context.callActivity('Reserve');
    context.callActivity('Audit');
    yield reserved;
  });

  test.each(more)('may do more at the end of its history: that belongs to the next turn', async (changed) => {
    const instance = await upgraded(orchestrator('Tested', order), changed, [[tell.start()]]);
    const { outcome } = await instance.turn(tell.completed(1));
    expect(outcome.workItems).toEqual([{ taskId: 2, name: 'Audit', input: null }]);
    expect(outcome.events.map(({ seq, turn, type }) => [seq, turn, type])).toEqual([
      [2, 2, 'TaskScheduled'],
      [3, 2, 'TaskCompleted'],
      [4, 2, 'ExecutionCompleted'],
    ]);
  });
});

test('an instance whose code is not here can only end', async () => {
  const instance = new TestInstance(orchestrator('Tested', order));
  await instance.turn(tell.start());
  const execution = Execution.withoutCode(
    { ...instance.record, problem: 'No such code.' },
    remainsOf(instance.history),
  );
  const messages = [tell.start(), tell.completed(1), tell.terminate];
  const { outcome, dropped } = await drained(runTurn(execution, { messages, at: instance.now, deployment: 'first' }));
  expect(dropped).toEqual(messages.slice(0, 2));
  expect(outcome).toMatchObject({ ended: true, leftovers: 'drop' });
  expect(outcome.record).toMatchObject({ status: 'Terminated', problem: null, historyLength: 4 });
  expect(outcome.events.map(({ seq, turn }) => [seq, turn])).toEqual([
    [2, 2],
    [3, 2],
  ]);
});

test('what code that is not here has left open is told of its end', async () => {
  const instance = new TestInstance(
    orchestrator('Tested', async (context) => {
      const children = ['ended', 'open'].map((instanceId) => context.callSubOrchestrator('Child', 1, { instanceId }));
      const early = context.lockEntities(entityId('Account', 'early'));
      early.cancel();
      await context.all([...children, context.lockEntities(entityId('Account', 'b'), entityId('Account', 'a'))]);
    }),
  );
  await instance.turn(tell.start());
  await instance.turn(tell.completed(1), tell.completed(4));
  const execution = Execution.withoutCode(instance.record, remainsOf(instance.history));
  const input = { messages: [tell.terminate], at: instance.now, deployment: 'first' };
  const { outcome } = await drained(runTurn(execution, input));
  expect(outcome.sends).toMatchObject([
    { instanceId: 'open', message: { type: 'terminate' } },
    { instanceId: '@account@a', message: { type: 'entityUnlock', entities: ['@account@a', '@account@b'] } },
  ]);
});
