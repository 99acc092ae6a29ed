import { expect, test } from 'vitest';
import { orchestrator } from './orchestrator';
import { tell } from './testing/messages';
import { scenario } from './testing/scenario';
import { TestInstance } from './testing/test-instance';

test('activities are called by reference as by name', async () => {
  const say = { kind: 'activity', name: 'Say', run: (text: string) => text } as const;
  const instance = new TestInstance(orchestrator('Tested', (context) => context.callActivity(say, 'hi').then()));
  const { outcome } = await instance.turn(tell.start());
  expect(outcome.workItems).toEqual([{ taskId: 1, name: 'Say', input: '"hi"' }]);
});

test.each(['', '\u0000', 'a\nb', '\ud800', 'x'.repeat(257)])('%j is no name for an activity', async (name) => {
  const instance = new TestInstance(orchestrator('Tested', (context) => context.callActivity(name).then()));
  await instance.turn(tell.start());
  expect(instance.record).toMatchObject({ status: 'Failed', failure: { errorType: 'TypeError' } });
  expect(instance.scheduled).toEqual([]);
});

scenario(
  'the context knows its instance, and whether it replays',
  function* (context) {
    const { instanceId, parentInstanceId, version, isReplaying, tags } = context;
    yield context.callActivity('A');
    return [instanceId, parentInstanceId === undefined, version === undefined, isReplaying, context.isReplaying, tags];
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.reload();
    await instance.turn(tell.completed(1));
    expect(instance.output).toEqual(['tested-1', true, true, true, false, {}]);
  },
);
