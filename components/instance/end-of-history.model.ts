import type { FailureDetails } from '@/contract/failure-details';
import type { HistoryEventView } from '@/contract/history-event';
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
  /** The last suspension or termination. */
  command: HistoryEventView | null;
};

/** What the last events say about why things stand as they do. */
export function endOfHistory(history: readonly HistoryEventView[]): EndOfHistory {
  const command =
    history.findLast(({ type }) => type === 'ExecutionSuspended' || type === 'ExecutionTerminated') ?? null;
  const end = history.at(-1);
  if (end?.type !== 'ExecutionCompleted') return { failedTask: null, command };
  const failedEvent = history.findLast(
    ({ type, turn }) => turn === end.turn && (type === 'TaskFailed' || type === 'SubOrchestrationInstanceFailed'),
  );
  return { failedTask: failedEvent === undefined ? null : failedTaskOf(failedEvent, history), command };
}

function failedTaskOf(event: HistoryEventView, history: readonly HistoryEventView[]): FailedTask | null {
  const sameTask = history.filter(({ taskId }) => taskId === event.taskId);
  const scheduled = sameTask.find(({ name }) => name !== null);
  if (!scheduled?.name) return null;
  return {
    name: scheduled.name,
    callSite: scheduled.callSite,
    attempts: sameTask.filter(({ type }) => type === event.type).length,
    failure: eventDetail(event).failure,
  };
}
