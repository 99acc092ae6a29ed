import { describe, expect, it } from 'vitest';
import type { AwaitTree } from '@/contract/await-tree';
import type { HistoryEventView } from '@/contract/history-event';
import type { InstanceDetails } from '@/contract/instance';
import { testEvent } from '../history/test-event';
import { type Fragment, sentence } from './sentence.model';
import { testInstance } from './test-instance';

const NOW = Date.parse('2026-03-02T12:00:00.000Z');
const approval: AwaitTree = { kind: 'event', taskId: 2, name: 'Approval', question: 'Approve?' };
const timer = { kind: 'timer', taskId: 3, fireAt: '2026-03-03T09:57:00.000Z' } as const;

const plain = (fragment: Fragment) => (typeof fragment === 'string' ? fragment : Object.values(fragment)[0]);
const say = (given: Partial<InstanceDetails>, history: HistoryEventView[] = []) =>
  sentence(testInstance(given), history, NOW).map(plain).join('');

describe('an instance that goes on', () => {
  it('says how long it has waited to be started', () => {
    expect(say({ status: 'Pending', createdAt: '2026-03-02T11:59:57.000Z' })).toBe('Waiting 3 s to be started.');
  });

  it('says when it will begin', () => {
    const waitingOn: AwaitTree = { kind: 'timer', taskId: 0, fireAt: '2026-03-02T15:00:00.000Z' };
    expect(say({ status: 'Pending', waitingOn })).toBe('Begins in 3 h.');
  });

  it('says that no node can run it', () => {
    const waitingOn: AwaitTree = { kind: 'code', taskId: 0, name: 'Refund', version: '2' };
    expect(say({ waitingOn })).toBe('Waiting 2 h for a node that has Refund 2.');
    expect(say({ status: 'Pending', waitingOn })).toBe('Waiting for a node that has Refund 2.');
  });

  it('leads to the sub-orchestration that it waits for', () => {
    const waitingOn: AwaitTree = { kind: 'subOrchestration', taskId: 1, name: 'Child', instanceId: 'child-1' };
    expect(sentence(testInstance({ waitingOn }), [], NOW)).toContainEqual({ link: 'Child', to: 'child-1' });
  });

  it('leads to the entity that it waits for, and names what it wants to lock', () => {
    const call: AwaitTree = { kind: 'entity', taskId: 1, instanceId: '@counter@steps', operation: 'add' };
    expect(say({ waitingOn: call })).toBe('Waiting 2 h for add of counter/steps.');
    const lock: AwaitTree = { kind: 'lock', taskId: 1, entities: ['@counter@a', '@counter@b'] };
    expect(say({ waitingOn: lock })).toBe('Waiting 2 h for the lock of counter/a, counter/b.');
  });

  it('says that it was asked to cancel, by whom and why', () => {
    const request = testEvent({
      type: 'ExecutionCancelRequested',
      at: '2026-03-02T11:57:00.000Z',
      actor: { name: 'ada', via: 'dashboard' },
      detail: { reason: 'sold out' },
    });
    const waitingOn: AwaitTree = { kind: 'activity', taskId: 1, name: 'Undo' };
    expect(say({ waitingOn }, [request])).toBe(
      'Waiting 2 h for Undo. It was asked to cancel 3 min ago by ada: sold out.',
    );
  });

  it('says when its own code is at work', () => {
    expect(say({})).toBe('Running its own code, 2 h after it was started.');
  });

  it('names what it waits for, first what a person can do something about', () => {
    const waitingOn: AwaitTree = { kind: 'any', of: [timer, approval] };
    expect(say({ waitingOn })).toBe('Waiting 2 h for Approval (any of: timer in 21 h 57 min, Approval).');
  });

  it('counts the wait from its own record', () => {
    const wait = {
      taskId: 2,
      eventName: 'Approval',
      humanTask: null,
      state: 'open' as const,
      startedAt: '2026-03-02T11:30:00.000Z',
      closedAt: null,
      decidedBy: null,
      dueAt: null,
    };
    expect(say({ waitingOn: approval, waits: [wait] })).toBe('Waiting 30 min for Approval.');
  });

  it('names activities before timers', () => {
    const activity: AwaitTree = { kind: 'activity', taskId: 1, name: 'Say', count: 3 };
    expect(say({ waitingOn: activity })).toBe('Waiting 2 h for 3 × Say.');
    expect(say({ waitingOn: { kind: 'all', of: [timer, activity] } })).toBe(
      'Waiting 2 h for 3 × Say (all of: timer in 21 h 57 min, 3 × Say).',
    );
  });

  it('says how long a timer has to go', () => {
    expect(say({ waitingOn: timer })).toBe('Waiting 2 h for a timer, 21 h 57 min to go.');
    expect(say({ waitingOn: { ...timer, fireAt: '2026-03-02T11:59:00.000Z' } })).toBe(
      'Waiting 2 h for a timer that is due now.',
    );
  });

  it('says who suspended it, and why', () => {
    const suspended = testEvent({
      type: 'ExecutionSuspended',
      actor: { name: 'ada', via: 'dashboard' },
      detail: { reason: 'stock is wrong' },
    });
    expect(say({ status: 'Suspended' }, [suspended])).toBe('Suspended 2 h ago by ada: stock is wrong.');
  });
});

describe('an instance that has ended', () => {
  const completedAt = '2026-03-02T10:00:01.204Z';

  it('says how long it took, and with how many activities', () => {
    const history = [testEvent({}), testEvent({ type: 'TaskCompleted' }), testEvent({ type: 'TaskCompleted' })];
    expect(say({ status: 'Completed', completedAt }, history)).toBe('Completed in 1.20 s with 2 activities.');
    expect(say({ status: 'Completed', completedAt })).toBe('Completed in 1.20 s.');
    const retry = testEvent({ type: 'TaskScheduled', detail: { attempt: 2, firstTaskId: 1 } });
    expect(say({ status: 'Completed', completedAt }, [...history, retry])).toBe(
      'Completed in 1.20 s with one activity.',
    );
    const child = testEvent({ type: 'SubOrchestrationInstanceCreated' });
    expect(say({ status: 'Completed', completedAt }, [...history, child])).toBe(
      'Completed in 1.20 s with 2 activities and one sub-orchestration.',
    );
  });

  it('says which task failed it, how often, why and where', () => {
    const failure = { errorType: 'CardDeclined', message: 'Card declined' };
    const scheduled = { taskId: 4, type: 'TaskScheduled', name: 'chargeCard', callSite: 'refund.ts:44' } as const;
    const failed = { taskId: 4, type: 'TaskFailed', detail: { failure } } as const;
    const history = [
      testEvent({ ...scheduled, turn: 1 }),
      testEvent({ ...failed, turn: 2 }),
      testEvent({ ...scheduled, turn: 2 }),
      testEvent({ ...failed, turn: 3 }),
      testEvent({ type: 'ExecutionCompleted', turn: 3 }),
    ];
    expect(say({ status: 'Failed', completedAt }, history)).toBe(
      'chargeCard failed 2 times: Card declined at refund.ts:44.',
    );
  });

  it('does not blame a failure that the orchestrator had survived', () => {
    const history = [
      testEvent({ taskId: 1, type: 'TaskScheduled', name: 'chargeCard', turn: 1 }),
      testEvent({ taskId: 1, type: 'TaskFailed', turn: 2 }),
      testEvent({ type: 'ExecutionCompleted', turn: 5 }),
    ];
    const failure = { errorType: 'TypeError', message: 'x is undefined' };
    expect(say({ status: 'Failed', completedAt, failure }, history)).toBe('Failed after 1.20 s: x is undefined.');
  });

  it('says who terminated it, and why', () => {
    const terminated = testEvent({
      type: 'ExecutionTerminated',
      actor: { name: 'ada', via: 'dashboard' },
      detail: { reason: 'started by mistake' },
    });
    expect(say({ status: 'Terminated', completedAt }, [terminated])).toBe(
      'Terminated 1 h ago by ada: started by mistake.',
    );
  });

  it('says who asked for its cancellation, and why', () => {
    const request = testEvent({
      type: 'ExecutionCancelRequested',
      actor: { name: 'ada', via: 'dashboard' },
      detail: { reason: 'sold out' },
    });
    expect(say({ status: 'Canceled', completedAt }, [request])).toBe('Canceled 1 h ago by ada: sold out.');
  });

  it('counts the tries of the call that failed it', () => {
    const failure = { errorType: 'CardDeclined', message: 'Card declined' };
    const history = [
      testEvent({ taskId: 4, type: 'TaskScheduled', name: 'chargeCard', turn: 1 }),
      testEvent({ taskId: 4, type: 'TaskFailed', turn: 2, detail: { failure } }),
      testEvent({
        taskId: 6,
        type: 'TaskScheduled',
        name: 'chargeCard',
        turn: 3,
        detail: { attempt: 2, firstTaskId: 4 },
      }),
      testEvent({ taskId: 6, type: 'TaskFailed', turn: 4, detail: { failure } }),
      testEvent({ type: 'ExecutionCompleted', turn: 4 }),
    ];
    expect(say({ status: 'Failed', completedAt }, history)).toBe('chargeCard failed 2 times: Card declined.');
  });

  it('does without a history that is not there yet', () => {
    expect(say({ status: 'Terminated', completedAt })).toBe('Terminated 1 h ago.');
  });
});
