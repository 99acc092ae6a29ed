import { expect } from 'vitest';
import type { Message } from './history';
import { newRecord } from './new-record';
import { tell } from './testing/messages';
import { type GeneratorCode, scenario } from './testing/scenario';
import type { TestInstance } from './testing/test-instance';

const code: GeneratorCode = function* (context, input) {
  yield context.callSubOrchestrator('Child', null, { instanceId: 'child-1' });
  return input;
};

/** A start that takes the instance's place. */
function replacing(instance: TestInstance): Message {
  const { start } = tell.start('new');
  const message: Message = { type: 'start', start: { ...start, executionId: 'execution-2', onConflict: 'replace' } };
  const record = newRecord('tested-1', message.start, 1);
  instance.replacements.set(message, { definition: instance.orchestrator, record });
  return message;
}

scenario(
  'the live instance is terminated, and the new one begins in the same turn',
  code,
  async (instance) => {
    await instance.turn(tell.start('old'));
    const { outcome } = await instance.turn(replacing(instance));
    expect(instance.historyOf(0).slice(2)).toMatchObject([
      { type: 'ExecutionTerminated', reason: 'Another instance took its place.' },
      { type: 'ExecutionCompleted', status: 'Terminated' },
    ]);
    expect(outcome).toMatchObject({
      earlier: [{ generation: 0, leftovers: 'drop' }],
      isNew: true,
      replaces: { instanceId: 'tested-1', revision: 1 },
      sends: [
        { instanceId: 'child-1', message: { type: 'terminate' } },
        { instanceId: 'parent-1', message: { type: 'taskFailed', failure: { errorType: 'OrchestrationTerminated' } } },
        { instanceId: 'child-1', message: { type: 'start' } },
      ],
      record: {
        executionId: 'execution-2',
        generation: 1,
        parent: null,
        status: 'Running',
        output: null,
        input: '"new"',
      },
    });
    await instance.turn(tell.completed(1, null, 1));
    expect(instance.output).toBe('new');
  },
  { parent: { instanceId: 'parent-1', generation: 0, taskId: 1 } },
);

scenario('an instance that ended in the same turn makes room too', code, async (instance) => {
  await instance.turn(tell.start('old'));
  const { outcome } = await instance.turn(tell.terminate, replacing(instance), tell.suspend);
  expect(outcome.earlier).toHaveLength(1);
  expect(instance.record).toMatchObject({ generation: 1, status: 'Suspended' });
});

scenario('another start changes nothing', code, async (instance) => {
  await instance.turn(tell.start('old'));
  const { dropped } = await instance.turn(tell.start('new'));
  expect(dropped).toHaveLength(1);
});
