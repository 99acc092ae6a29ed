/** What kinds of fact there are, as far as the engine treats some of them alike. */
import { TOO_MANY_ACTIONS } from './action-limit';
import type { HistoryEvent, HistoryFact } from './history';
import { START_TIMER_ID } from './start-timer';

/** True for what takes back a row that goes when its task ends. */
export function isCancellation(
  fact: HistoryFact,
): fact is Extract<HistoryFact, { type: 'TimerCanceled' | 'TaskCanceled' }> {
  return fact.type === 'TimerCanceled' || fact.type === 'TaskCanceled';
}

/** True where the code did not end by itself. */
export function isStopped(fact: HistoryFact): boolean {
  if (fact.type !== 'ExecutionCompleted') return false;
  return fact.status === 'Terminated' || fact.failure === TOO_MANY_ACTIONS;
}

/** Facts that have become events say where they stand in history. */
export function bySeq(one: Partial<HistoryEvent>, other: Partial<HistoryEvent>): number {
  return (one.seq ?? 0) - (other.seq ?? 0);
}

/** The task that the code scheduled there; undefined where it scheduled none. */
export function scheduledTask(fact: HistoryFact): number | undefined {
  switch (fact.type) {
    case 'ExecutionStarted':
      return fact.startAt === undefined ? undefined : START_TIMER_ID;
    case 'TaskScheduled':
    case 'SubOrchestrationInstanceCreated':
    case 'TimerCreated':
    case 'EventWaitStarted':
    case 'EntityOperationCalled':
    case 'EntityLockRequested':
      return fact.taskId;
    default:
      return undefined;
  }
}

/** The task that the code gave up there, if it did. */
export function canceledTask(fact: HistoryFact): number[] {
  switch (fact.type) {
    case 'TaskCanceled':
    case 'TimerCanceled':
    case 'EventWaitCanceled':
    case 'EntityUnlockSent':
      return [fact.taskId];
    default:
      return [];
  }
}
