import type { HistoryEventType } from '@/contract/history-event';

/** The colour of an event by what it means, quiet for all that merely goes its way. */
export function eventInk(type: HistoryEventType): string {
  switch (type) {
    case 'TaskFailed':
    case 'SubOrchestrationInstanceFailed':
    case 'EntityOperationFailed':
      return 'text-failed';
    case 'ExecutionTerminated':
    case 'ExecutionCancelRequested':
      return 'text-terminated';
    case 'ExecutionSuspended':
      return 'text-suspended';
    case 'TaskCompleted':
    case 'SubOrchestrationInstanceCompleted':
    case 'TimerFired':
    case 'EntityOperationCompleted':
    case 'EntityLockGranted':
      return 'text-completed';
    case 'EventRaised':
    case 'EventWaitStarted':
      return 'text-human';
    case 'ExecutionStarted':
    case 'ExecutionCompleted':
    case 'ExecutionResumed':
    case 'ExecutionRewound':
    case 'ContinuedAsNew':
      return 'text-accent-text';
    default:
      return 'text-line-strong';
  }
}
