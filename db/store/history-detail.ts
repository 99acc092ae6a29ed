/** What a history row keeps besides its columns, as JSON text: the facts that only some types of event have. */
import type { FailureDetails } from '@/contract/failure-details';
import type { HumanTask } from '@/contract/human-task';
import type { TerminalStatus } from '@/contract/runtime-status';
import type { HistoryEvent } from '@/server/engine/history';

export type HistoryDetail = {
  failure?: FailureDetails;
  fireAt?: number;
  humanTask?: HumanTask;
  eventId?: string;
  reason?: string;
  status?: TerminalStatus;
};

/** The detail of an event; null where its columns say everything. */
export function historyDetail(event: HistoryEvent): string | null {
  switch (event.type) {
    case 'TaskFailed':
      return JSON.stringify({ failure: event.failure });
    case 'TimerCreated':
      return JSON.stringify({ fireAt: event.fireAt });
    case 'EventWaitStarted':
      return event.humanTask === undefined ? null : JSON.stringify({ humanTask: event.humanTask });
    case 'EventRaised':
      return JSON.stringify({ eventId: event.eventId });
    case 'ExecutionSuspended':
    case 'ExecutionResumed':
    case 'ExecutionTerminated':
      return JSON.stringify({ reason: event.reason });
    case 'ExecutionCompleted':
      return JSON.stringify({ status: event.status, failure: event.failure });
    default:
      return null;
  }
}
