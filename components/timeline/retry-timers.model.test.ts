import { expect, it } from 'vitest';
import type { HistoryEventView } from '@/contract/history-event';
import { testEvent } from '../history/test-event';
import { groupEvents } from './group-events.model';
import { withoutRetryTimers } from './retry-timers.model';

const at = (ms: number) => new Date(Date.parse('2026-03-01T12:00:00Z') + ms).toISOString();
const callSite = 'flaky.ts:10';

function names(...events: Partial<HistoryEventView>[]): string[] {
  return withoutRetryTimers(groupEvents(events.map((event, seq) => testEvent({ seq, ...event })))).map(
    ({ name, taskId }) => `${name} #${taskId}`,
  );
}

const limit = (taskId: number, ms: number) => ({ type: 'TimerCreated', taskId, callSite, at: at(ms) }) as const;
const retried: Partial<HistoryEventView>[] = [
  { type: 'TaskScheduled', taskId: 1, name: 'Ask', callSite, at: at(0) },
  limit(2, 0),
  { type: 'TaskFailed', taskId: 1, at: at(5) },
  { type: 'TimerCanceled', taskId: 2, at: at(5) },
  { type: 'TimerCreated', taskId: 3, callSite, at: at(5) },
  { type: 'TimerFired', taskId: 3, at: at(900) },
  { type: 'TaskScheduled', taskId: 4, name: 'Ask', callSite, at: at(900), detail: { attempt: 2, firstTaskId: 1 } },
];

it('leaves out the pauses between tries, and the limit of each', () => {
  expect(names(...retried, limit(5, 900))).toEqual(['Ask #1']);
});

it('keeps a timer of the orchestrator’s own, even from the same line', () => {
  expect(names(...retried)).toEqual(['Ask #1', 'Timer #2']);
  expect(names(...retried, limit(5, 900), limit(6, 900))).toEqual(['Ask #1', 'Timer #6']);
});

it('keeps the timers of calls that were tried once', () => {
  expect(names({ type: 'TaskScheduled', taskId: 1, name: 'Ask', callSite }, limit(2, 0))).toEqual([
    'Ask #1',
    'Timer #2',
  ]);
});
