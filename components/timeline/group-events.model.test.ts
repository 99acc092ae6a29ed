import { describe, expect, it } from 'vitest';
import type { HistoryEventView } from '@/contract/history-event';
import { testEvent } from '../history/test-event';
import { groupEvents } from './group-events.model';

const START = Date.parse('2026-03-01T12:00:00.000Z');

/** Numbers events and puts them `at` milliseconds after the start. */
function history(...events: (Omit<Partial<HistoryEventView>, 'at'> & { at?: number })[]): HistoryEventView[] {
  return events.map(({ at = 0, ...event }, seq) =>
    testEvent({ ...event, seq, at: new Date(START + at).toISOString() }),
  );
}

const ms = (count: number) => START + count;

describe('groupEvents', () => {
  it('joins what schedules an activity and what ends it', () => {
    const [say] = groupEvents(
      history(
        { type: 'TaskScheduled', taskId: 1, name: 'Say', callSite: 'hello.ts:7', turn: 1 },
        { type: 'TaskCompleted', taskId: 1, at: 50, durationMs: 40, turn: 2 },
      ),
    );
    expect(say).toMatchObject({ kind: 'activity', name: 'Say', callSite: 'hello.ts:7', turn: 1, outcome: 'done' });
    expect(say).toMatchObject({ startedAt: ms(0), endedAt: ms(50) });
    expect(say?.attempts).toEqual([
      { taskId: 1, startedAt: ms(0), endedAt: ms(50), ranMs: 40, outcome: 'done', startSeq: 0, endSeq: 1 },
    ]);
  });

  it('keeps retries of a task as its attempts', () => {
    const failure = { errorType: 'Error', message: 'no' };
    const [charge] = groupEvents(
      history(
        { type: 'TaskScheduled', taskId: 1, name: 'charge' },
        { type: 'TaskFailed', taskId: 1, at: 10, detail: { failure } },
        { type: 'TaskScheduled', taskId: 1, name: 'charge', at: 30 },
      ),
    );
    expect(charge?.attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'open']);
    expect(charge).toMatchObject({ outcome: 'open', startedAt: ms(0), endedAt: null, failure });
  });

  it('knows when a timer will fire, and when it lost its race', () => {
    const [timer] = groupEvents(
      history(
        { type: 'TimerCreated', taskId: 2, detail: { fireAt: ms(900) } },
        { type: 'TimerCanceled', taskId: 2, at: 5 },
      ),
    );
    expect(timer).toMatchObject({ kind: 'timer', name: 'Timer', fireAt: ms(900), outcome: 'canceled' });
  });

  it('gives an event to the oldest wait of its name, whatever its case', () => {
    const [first, second] = groupEvents(
      history(
        { type: 'EventWaitStarted', taskId: 1, name: 'Ping' },
        { type: 'EventWaitStarted', taskId: 2, name: 'Ping' },
        { type: 'EventRaised', name: 'ping', at: 8, actor: { name: 'ada', via: 'api' } },
      ),
    );
    expect(first).toMatchObject({ outcome: 'done', actor: { name: 'ada' } });
    expect(second?.outcome).toBe('open');
  });

  it('gives an addressed event to that wait alone', () => {
    const [first, second] = groupEvents(
      history(
        { type: 'EventWaitStarted', taskId: 1, name: 'Approval' },
        { type: 'EventWaitStarted', taskId: 2, name: 'Approval' },
        { type: 'EventRaised', name: 'Approval', taskId: 2, at: 8 },
      ),
    );
    expect([first?.outcome, second?.outcome]).toEqual(['open', 'done']);
  });

  it('ends a wait at once whose event had come before', () => {
    const [wait] = groupEvents(
      history(
        { type: 'EventRaised', name: 'Ping', at: 1 },
        { type: 'EventWaitStarted', taskId: 1, name: 'Ping', at: 20 },
      ),
    );
    expect(wait).toMatchObject({ outcome: 'done', startedAt: ms(20), endedAt: ms(20) });
  });

  it('knows what a person is asked', () => {
    const humanTask = { question: 'Approve?', choices: [] };
    const [wait] = groupEvents(
      history({ type: 'EventWaitStarted', taskId: 1, name: 'Approval', detail: { humanTask } }),
    );
    expect(wait?.question).toBe('Approve?');
  });

  it('joins the tries of one call, though each is a task of its own', () => {
    const [charge, ...others] = groupEvents(
      history(
        { type: 'TaskScheduled', taskId: 1, name: 'charge' },
        { type: 'TaskFailed', taskId: 1, at: 10 },
        { type: 'TaskScheduled', taskId: 3, name: 'charge', at: 30, detail: { attempt: 2, firstTaskId: 1 } },
        { type: 'TaskCompleted', taskId: 3, at: 40 },
      ),
    );
    expect(others).toEqual([]);
    expect(charge).toMatchObject({ key: 'task-1', outcome: 'done', endedAt: ms(40) });
    expect(charge?.attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'done']);
  });

  it('knows the child behind a sub-orchestration', () => {
    const [child] = groupEvents(
      history(
        { type: 'SubOrchestrationInstanceCreated', taskId: 1, name: 'Child', detail: { instanceId: 'c1' } },
        { type: 'SubOrchestrationInstanceCompleted', taskId: 1, at: 9 },
      ),
    );
    expect(child).toMatchObject({ kind: 'subOrchestration', name: 'Child', instanceId: 'c1', outcome: 'done' });
  });

  it('tells the wait for locks from their being held', () => {
    const entities = ['@account@a', '@account@b'];
    const [lock] = groupEvents(
      history(
        { type: 'EntityLockRequested', taskId: 1, detail: { entities } },
        { type: 'EntityLockGranted', taskId: 1, at: 5 },
        { type: 'EntityUnlockSent', taskId: 1, at: 30, detail: { entities } },
      ),
    );
    expect(lock).toMatchObject({ kind: 'lock', name: 'Lock account/a, account/b', grantedAt: ms(5) });
    expect(lock).toMatchObject({ outcome: 'done', endedAt: ms(30) });
  });

  it('names calls and signals after their entity', () => {
    const detail = { instanceId: '@counter@steps' };
    const [call, signal] = groupEvents(
      history(
        { type: 'EntityOperationCalled', taskId: 1, name: 'add', detail },
        { type: 'EntityOperationSignaled', taskId: 2, name: 'reset', detail },
      ),
    );
    expect(call).toMatchObject({ kind: 'entity', name: 'counter/steps add', outcome: 'open' });
    expect(signal).toMatchObject({ kind: 'message', name: 'counter/steps reset', outcome: 'done', endedAt: ms(0) });
  });

  it('passes an event on to the next wait once an earlier one is canceled', () => {
    const [first, second] = groupEvents(
      history(
        { type: 'EventWaitStarted', taskId: 1, name: 'Go' },
        { type: 'EventWaitStarted', taskId: 2, name: 'Go' },
        { type: 'EventWaitCanceled', taskId: 1, at: 3 },
        { type: 'EventRaised', name: 'Go', at: 8 },
      ),
    );
    expect([first?.outcome, second?.outcome]).toEqual(['canceled', 'done']);
  });

  it('shows the commands that change its course', () => {
    const actor = { name: 'ada', via: 'dashboard' as const };
    const [cancel, rewind] = groupEvents(
      history({ type: 'ExecutionCancelRequested', actor, at: 4 }, { type: 'ExecutionRewound', actor, at: 9 }),
    );
    expect(cancel).toMatchObject({
      kind: 'command',
      name: 'Cancel requested',
      actor,
      startedAt: ms(4),
      endedAt: ms(4),
    });
    expect(rewind).toMatchObject({ name: 'Rewound', key: 'event-1' });
  });

  it('gives up what is open when the orchestrator ends', () => {
    const [say, done] = groupEvents(
      history(
        { type: 'TaskScheduled', taskId: 1, name: 'Say' },
        { type: 'TaskScheduled', taskId: 2, name: 'Say' },
        { type: 'TaskCompleted', taskId: 2, at: 3 },
        { type: 'ExecutionCompleted', at: 9 },
      ),
    );
    expect(say).toMatchObject({ outcome: 'canceled', endedAt: ms(9) });
    expect(done).toMatchObject({ outcome: 'done', endedAt: ms(3) });
  });
});
