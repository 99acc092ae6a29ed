import { entity, entityId, LockingRulesViolationError, orchestrator } from 'perdure';
import { describe, expect, it } from 'vitest';
import type { LockTask } from './entity-tasks';
import type { HistoryFact, Sent } from './history';
import type { OrchestrationContext } from './orchestration-context';
import { tell } from './testing/messages';
import { scenario } from './testing/scenario';
import { TestInstance } from './testing/test-instance';

const a = entityId('Account', 'a');
const b = entityId('Account', 'b');
const counter = entity('Counter', { initialState: () => 0, operations: { add: (state, n: number) => state + n } });

const typesOf = (facts: readonly HistoryFact[]) => facts.map(({ type }) => type);
const messagesTo = (sent: readonly Sent[]) => sent.map(({ instanceId, message }) => [instanceId, message.type]);

scenario(
  'a call of an entity gives its result; a signal is sent in order, with its time',
  function* (context) {
    context.signalEntity(a, 'open');
    context.signalEntity(a, 'remind', 0, { dueAt: { days: 1 } });
    return yield context.callEntity(entityId(counter, 'x@y'), 'add', 2);
  },
  async (instance) => {
    await instance.turn(tell.start());
    expect(instance.record.waitingOn).toEqual({
      kind: 'entity',
      taskId: 3,
      instanceId: '@counter@x@y',
      operation: 'add',
    });
    const caller = { instanceId: 'tested-1', generation: 0, taskId: 3 };
    const requestId = 'execution-1:3';
    expect(instance.sent).toMatchObject([
      { instanceId: '@account@a', message: { operation: 'open', input: null, caller: null } },
      { instanceId: '@account@a', message: { operation: 'remind', input: '0' }, visibleAt: instance.now + 86_399_000 },
      { instanceId: '@counter@x@y', message: { operation: 'add', input: '2', caller, requestId } },
    ]);
    await instance.turn(tell.completed(3, false));
    expect(instance.output).toBe(false);
    expect(typesOf(instance.history)).toEqual([
      'ExecutionStarted',
      'EntityOperationSignaled',
      'EntityOperationSignaled',
      'EntityOperationCalled',
      'EntityOperationCompleted',
      'ExecutionCompleted',
    ]);
  },
);

scenario(
  'a failed operation fails its task, which can be caught',
  function* (context) {
    try {
      return yield context.callEntity(a, 'withdraw', 1);
    } catch (error) {
      return (error as Error).message;
    }
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(1, new Error('too little')));
    expect(instance.output).toBe("Operation 'withdraw' of entity '@account@a' (#1) failed: too little");
    expect(typesOf(instance.history)).toContain('EntityOperationFailed');
  },
);

/** Locks both, waits for an event, and does as it is told. */
function* locking(context: OrchestrationContext): Generator<never, unknown, never> {
  const lock = yield context.lockEntities(b, a, b) as never;
  const order: string = yield context.waitForExternalEvent('Order') as never;
  if (order === 'throw') throw new Error('told to');
  if (order === 'continue') context.continueAsNew('anew');
  if (order === 'release') (lock as { release(): void }).release();
  if (order === 'release') (lock as { release(): void }).release();
  return order;
}

const ENTITIES = ['@account@a', '@account@b'];

scenario(
  'C4. locks are asked for in the order of their ids, once each, and given back at the end',
  locking,
  async (tested) => {
    await tested.turn(tell.start());
    expect(tested.record.waitingOn).toEqual({ kind: 'lock', taskId: 1, entities: ENTITIES });
    await tested.turn(tell.completed(1));
    await tested.turn(tell.raised('Order', 'end'));
    const owner = { instanceId: 'tested-1', generation: 0, taskId: 1 };
    expect(tested.sent).toEqual([
      { instanceId: '@account@a', message: { type: 'entityLock', owner, entities: ENTITIES, position: 0 } },
      { instanceId: '@account@a', message: { type: 'entityUnlock', owner, entities: ENTITIES, position: 0 } },
    ]);
    expect(typesOf(tested.history)).toEqual([
      'ExecutionStarted',
      'EntityLockRequested',
      'EntityLockGranted',
      'EventWaitStarted',
      'EventRaised',
      'EntityUnlockSent',
      'ExecutionCompleted',
    ]);
  },
);

const EXITS: [string, (instance: TestInstance) => Promise<unknown>][] = [
  ['throws', (instance) => instance.turn(tell.raised('Order', 'throw'))],
  ['is terminated', (instance) => instance.turn(tell.terminate)],
  ['is terminated while it is suspended', (instance) => instance.turn(tell.suspend, tell.terminate)],
  ['is canceled', (instance) => instance.turn({ type: 'cancel', reason: 'enough' })],
  ['releases them itself, twice', (instance) => instance.turn(tell.raised('Order', 'release'))],
];

for (const [title, exit] of EXITS) {
  scenario(`C4. locks are given back once where the code ${title}`, locking, async (tested) => {
    await tested.turn(tell.start());
    await tested.turn(tell.completed(1));
    await exit(tested);
    expect(tested.record.completedAt).not.toBeNull();
    expect(messagesTo(tested.sent)).toEqual([
      ['@account@a', 'entityLock'],
      ['@account@a', 'entityUnlock'],
    ]);
  });
}

scenario(
  'C4. locks are given back where the code continues as new, which asks for them anew',
  locking,
  async (tested) => {
    await tested.turn(tell.start());
    await tested.turn(tell.completed(1));
    await tested.turn(tell.raised('Order', 'continue'));
    const owners = tested.sent.map(({ message }) =>
      'owner' in message ? [message.type, message.owner.generation] : [],
    );
    expect(owners).toEqual([
      ['entityLock', 0],
      ['entityUnlock', 0],
      ['entityLock', 1],
    ]);
  },
);

scenario('C4. locks that are still asked for are withdrawn', locking, async (tested) => {
  await tested.turn(tell.start());
  await tested.turn(tell.terminate);
  expect(messagesTo(tested.sent)).toEqual([
    ['@account@a', 'entityLock'],
    ['@account@a', 'entityUnlock'],
  ]);
});

scenario(
  'a lock that took too long is withdrawn, and what is granted too late changes nothing',
  function* (context) {
    const asked: LockTask = context.lockEntities(a);
    const winner = yield context.any([asked, context.createTimer({ minutes: 1 })]);
    if (winner !== asked) asked.cancel();
    yield context.waitForExternalEvent('Go');
    return context.isInCriticalSection;
  },
  async (tested) => {
    await tested.turn(tell.start());
    await tested.turn(tell.fired(2, tested.now + 60_000));
    const { dropped } = await tested.turn(tell.completed(1));
    expect(dropped).toHaveLength(1);
    await tested.turn(tell.raised('Go'));
    expect(tested.output).toBe(false);
    expect(messagesTo(tested.sent)).toEqual([
      ['@account@a', 'entityLock'],
      ['@account@a', 'entityUnlock'],
    ]);
  },
);

/** What each attempt within a critical section comes to. */
function* attempts(context: OrchestrationContext): Generator<never, unknown, never> {
  const seen: unknown[] = [];
  const attempt = (act: () => unknown) => {
    try {
      act();
      seen.push('allowed');
    } catch (error) {
      seen.push(error instanceof LockingRulesViolationError ? 'refused' : error);
    }
  };
  const asked = context.lockEntities(a);
  attempt(() => context.lockEntities(b));
  const lock = (yield asked as never) as { release(): void; entities: unknown };
  seen.push(context.isInCriticalSection, context.lockedEntities, lock.entities);
  attempt(() => context.lockEntities(b));
  attempt(() => context.callSubOrchestrator('Child'));
  attempt(() => context.callEntity(b, 'get'));
  attempt(() => context.callEntity(a, 'get'));
  attempt(() => context.callEntity(a, 'get'));
  attempt(() => context.signalEntity(a, 'get'));
  attempt(() => context.signalEntity(b, 'get'));
  lock.release();
  seen.push(context.isInCriticalSection, context.lockedEntities);
  attempt(() => context.callEntity(b, 'get'));
  attempt(() => context.lockEntities(b));
  return seen;
}

scenario('C1 to C3. the four rules of locking', attempts, async (tested) => {
  await tested.turn(tell.start());
  await tested.turn(tell.completed(1));
  const locked = [{ name: 'account', key: 'a' }];
  expect(tested.output).toEqual([
    'refused',
    ...[true, locked, locked],
    ...['refused', 'refused', 'refused', 'allowed', 'refused', 'refused', 'allowed'],
    ...[false, []],
    ...['allowed', 'allowed'],
  ]);
});

describe('lockEntities', () => {
  it('gives what `using` can dispose of', async () => {
    const tested = new TestInstance(
      orchestrator('Tested', async (context) => {
        const lock = await context.lockEntities(a);
        await context.callEntity(a, 'get');
        lock[Symbol.dispose]();
        await context.callEntity(b, 'get');
      }),
    );
    await tested.turn(tell.start());
    await tested.turn(tell.completed(1));
    await tested.turn(tell.completed(2));
    expect(messagesTo(tested.sent).map(([, type]) => type)).toEqual([
      'entityLock',
      'entityOperation',
      'entityUnlock',
      'entityOperation',
    ]);
  });

  it('needs an entity', async () => {
    const tested = new TestInstance(orchestrator('Tested', async (context) => context.lockEntities()));
    await tested.turn(tell.start());
    expect(tested.record).toMatchObject({ status: 'Failed', failure: { errorType: 'TypeError' } });
  });
});
