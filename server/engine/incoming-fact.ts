/** Facts that come in from outside, as against what the code does. */
import type { HistoryFact, StartFacts } from './history';

type IncomingType =
  | 'ExecutionStarted'
  | 'TaskCompleted'
  | 'TaskFailed'
  | 'SubOrchestrationInstanceCompleted'
  | 'SubOrchestrationInstanceFailed'
  | 'EntityOperationCompleted'
  | 'EntityOperationFailed'
  | 'EntityLockGranted'
  | 'TimerFired'
  | 'EventRaised'
  | 'ExecutionSuspended'
  | 'ExecutionResumed'
  | 'ExecutionTerminated'
  | 'ExecutionCancelRequested';

export type IncomingFact = Extract<HistoryFact, { type: IncomingType }>;

/** True for what came in, false for what the code did. */
export function isIncoming(fact: HistoryFact): fact is IncomingFact {
  switch (fact.type) {
    case 'ExecutionStarted':
    case 'TaskCompleted':
    case 'TaskFailed':
    case 'SubOrchestrationInstanceCompleted':
    case 'SubOrchestrationInstanceFailed':
    case 'EntityOperationCompleted':
    case 'EntityOperationFailed':
    case 'EntityLockGranted':
    case 'TimerFired':
    case 'EventRaised':
    case 'ExecutionSuspended':
    case 'ExecutionResumed':
    case 'ExecutionTerminated':
    case 'ExecutionCancelRequested':
      return true;
    default:
      return false;
  }
}

/** What a start becomes in history. One at a time that has passed is one at once. */
export function startFact({ name, input, startAt, reason, trace, actor }: StartFacts, now: number): IncomingFact {
  const isLater = startAt !== undefined && startAt > now;
  return {
    type: 'ExecutionStarted',
    name,
    payload: input,
    startAt: isLater ? startAt : undefined,
    reason,
    trace,
    actor,
  };
}
