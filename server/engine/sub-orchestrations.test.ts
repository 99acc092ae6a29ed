import { expect, expectTypeOf, test } from 'vitest';
import { TaskFailedError } from './failure';
import type { ParentLink } from './history';
import type { OrchestrationContext } from './orchestration-context';
import { orchestrator } from './orchestrator';
import type { Task } from './task';
import { tell } from './testing/messages';
import { scenario } from './testing/scenario';
import { TestInstance } from './testing/test-instance';

const child = orchestrator('Child', async (_context, input: number) => `${input}`);
const parent: ParentLink = { instanceId: 'parent-1', generation: 2, taskId: 7 };

scenario(
  'a sub-orchestration is started, waited for, and gives its result',
  function* (context) {
    return yield context.callSubOrchestrator(child, 5);
  },
  async (instance) => {
    await instance.turn(tell.start());
    const instanceId = 'execution1:1';
    expect(instance.record.waitingOn).toEqual({ kind: 'subOrchestration', taskId: 1, name: 'Child', instanceId });
    expect(instance.sent).toMatchObject([
      {
        instanceId,
        message: {
          type: 'start',
          start: { name: 'Child', input: '5', parent: { instanceId: 'tested-1', generation: 0, taskId: 1 } },
        },
      },
    ]);
    await instance.turn(tell.completed(1, '5'));
    expect(instance.output).toBe('5');
    expect(instance.history.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'SubOrchestrationInstanceCreated',
      'SubOrchestrationInstanceCompleted',
      'ExecutionCompleted',
    ]);
  },
);

scenario(
  'what a call says of the sub-orchestration is what it is started with, and tags are added to the own ones',
  function* (context) {
    yield context.callSubOrchestrator('Child', null, { instanceId: 'mine', version: '2', tags: { b: 'call', c: '3' } });
  },
  async (instance) => {
    await instance.turn(tell.start());
    const [sent] = instance.sent;
    expect(sent?.instanceId).toBe('mine');
    expect(sent?.message).toMatchObject({
      start: { version: '2', input: 'null', tags: { a: '1', b: 'call', c: '3' } },
    });
  },
  { tags: { a: '1', b: 'own' } },
);

scenario(
  'a failed sub-orchestration fails its task, which can be caught',
  function* (context) {
    try {
      yield context.callSubOrchestrator(child, 1);
      return 'unreachable';
    } catch (error) {
      return error instanceof TaskFailedError ? [error.message, error.details.message] : 'another error';
    }
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(1));
    expect(instance.output).toEqual(["SubOrchestration 'Child' (#1) failed: boom", 'boom']);
    expect(instance.history[2]?.type).toBe('SubOrchestrationInstanceFailed');
  },
);

scenario(
  'a sub-orchestration that failed is tried again under an id of its own',
  function* (context) {
    const retry = { firstRetryIntervalInMilliseconds: 1_000, maxNumberOfAttempts: 2 };
    return yield context.callSubOrchestrator(child, 1, { retry });
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(1));
    await instance.turn(tell.fired(2));
    expect(instance.sent.map(({ instanceId }) => instanceId)).toEqual(['execution1:1', 'execution1:3']);
    await instance.turn(tell.completed(3, 'at last'));
    expect(instance.output).toBe('at last');
  },
);

const refused: [string, string][] = [
  ['TESTED-1', 'cannot have the instance id of its parent'],
  ['Parent-1', 'cannot have the instance id of its parent'],
  ['@counter@a', 'does not start with @'],
  ['a/b', 'An instance id has'],
  ['', 'An instance id has'],
];

scenario(
  'ids that a sub-orchestration cannot have are refused before anything is scheduled',
  function* (context) {
    const messages: string[] = [];
    for (const [instanceId] of refused) {
      try {
        context.callSubOrchestrator(child, 1, { instanceId });
      } catch (error) {
        messages.push((error as Error).message);
      }
    }
    yield context.callActivity('After');
    return messages;
  },
  async (instance) => {
    await instance.turn(tell.start());
    expect(instance.sent).toEqual([]);
    await instance.turn(tell.completed(1));
    expect(instance.output).toEqual(refused.map(([, message]) => expect.stringContaining(message)));
  },
  { parent },
);

function* waiting(context: OrchestrationContext): Generator<Task<unknown>, unknown> {
  return yield context.waitForExternalEvent('Go');
}

scenario(
  'a completed instance answers its parent',
  waiting,
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.raised('Go', 0));
    expect(instance.sent).toMatchObject([
      { instanceId: 'parent-1', message: { type: 'taskCompleted', generation: 2, taskId: 7, result: '0' } },
    ]);
  },
  { parent },
);

scenario(
  'a failed instance answers its parent with its failure',
  function* (context) {
    yield context.callActivity('Risky');
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(1));
    expect(instance.sent).toMatchObject([
      { instanceId: 'parent-1', message: { type: 'taskFailed', taskId: 7, failure: { errorType: 'TaskFailedError' } } },
    ]);
  },
  { parent },
);

scenario(
  'a terminated instance answers its parent, after its own children are terminated',
  function* (context) {
    const done = context.callSubOrchestrator('Done');
    const open = context.callSubOrchestrator('Open', undefined, { instanceId: 'open-1' });
    yield context.all([done, open]);
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.completed(1));
    const { outcome } = await instance.turn(tell.terminate);
    const actor = { name: 'tested-1', via: 'orchestration' };
    expect(outcome.sends).toMatchObject([
      { instanceId: 'open-1', message: { type: 'terminate', reason: 'enough', actor } },
      {
        instanceId: 'parent-1',
        message: {
          type: 'taskFailed',
          failure: { errorType: 'OrchestrationTerminated', message: 'It was terminated: enough' },
        },
      },
    ]);
  },
  { parent },
);

scenario(
  'a termination leaves children alone where it says so',
  function* (context) {
    yield context.callSubOrchestrator('Open');
  },
  async (instance) => {
    await instance.turn(tell.start());
    const { outcome } = await instance.turn({ ...tell.terminate, recursive: false });
    expect(outcome.sends).toEqual([]);
  },
);

scenario(
  'an event is sent to another instance, and nobody waits for it',
  function* (context) {
    context.sendEvent('other-1', 'News', { of: 1 });
    yield context.callActivity('After');
  },
  async (instance) => {
    await instance.turn(tell.start());
    expect(instance.sent).toEqual([
      {
        instanceId: 'other-1',
        message: {
          type: 'eventRaised',
          name: 'News',
          payload: '{"of":1}',
          eventId: 'execution-1:1',
          actor: { name: 'tested-1', via: 'orchestration' },
        },
      },
    ]);
    expect(instance.history[2]).toMatchObject({ type: 'TaskScheduled', taskId: 2 });
  },
);

test('a replay with another child or another receiver does not agree with history', async () => {
  const calling = (instanceId: string) =>
    orchestrator('Tested', function* (context) {
      yield context.callSubOrchestrator(child, 1, { instanceId });
    });
  const instance = new TestInstance(calling('a'));
  await instance.turn(tell.start());
  await expect(instance.reload(calling('b'))).rejects.toThrow('History and code disagree');
  const sending = (receiver: string) =>
    orchestrator('Tested', function* (context) {
      context.sendEvent(receiver, 'News');
      yield context.callActivity('After');
    });
  const sender = new TestInstance(sending('a'));
  await sender.turn(tell.start());
  await expect(sender.reload(sending('b'))).rejects.toThrow('History and code disagree');
});

test('the types of a sub-orchestration flow through its call', () => {
  orchestrator('Typed', function* (context) {
    expectTypeOf(context.callSubOrchestrator(child, 1)).toEqualTypeOf<Task<string>>();
    // @ts-expect-error: the input is a number.
    context.callSubOrchestrator(child, 'one');
    yield context.callSubOrchestrator<number>('ByName', { any: 'input' });
  });
});
