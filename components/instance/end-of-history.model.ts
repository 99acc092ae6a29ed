import type { FailureDetails } from '@/contract/failure-details';
import type { HistoryEventType, HistoryEventView } from '@/contract/history-event';
import { eventDetail } from '../history/event-detail.model';

type FailedTask = {
  name: string;
  callSite: string | null;
  attempts: number;
  failure: FailureDetails | undefined;
};

export type EndOfHistory = {
  /** The task whose failure ended the orchestrator: the last that failed in the turn that ended it. */
  failedTask: FailedTask | null;
  /** The last suspension, termination or request to cancel. */
  command: HistoryEventView | null;
};

const COMMANDS = new Set<HistoryEventType>(['ExecutionSuspended', 'ExecutionTerminated', 'ExecutionCancelRequested']);

const FAILURES = new Set<HistoryEventType>(['TaskFailed', 'SubOrchestrationInstanceFailed', 'EntityOperationFailed']);

/** What the last events say about why things stand as they do. */
export function endOfHistory(history: readonly HistoryEventView[]): EndOfHistory {
  const command = history.findLast(({ type }) => COMMANDS.has(type)) ?? null;
  const end = history.at(-1);
  if (end?.type !== 'ExecutionCompleted') return { failedTask: null, command };
  const failedEvent = history.findLast(({ type, turn }) => turn === end.turn && FAILURES.has(type));
  return { failedTask: failedEvent === undefined ? null : failedTaskOf(failedEvent, history), command };
}

function failedTaskOf(event: HistoryEventView, history: readonly HistoryEventView[]): FailedTask | null {
  const sameTask = history.filter(({ taskId }) => taskId === event.taskId);
  const scheduled = sameTask.find(({ name }) => name !== null);
  if (!scheduled?.name) return null;
  return {
    name: scheduled.name,
    callSite: scheduled.callSite,
    attempts: eventDetail(scheduled).attempt ?? sameTask.filter(({ type }) => type === event.type).length,
    failure: eventDetail(event).failure,
  };
}
