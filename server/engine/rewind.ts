/**
 * Going back to before a failure: what is kept of a failed history, and what comes in again.
 *
 * G1. What the code did is never taken back: a failure goes only where all that the code did about it was to end, or to
 *     show something. One that the code caught, and acted upon, stays.
 * G2. Whatever succeeded after the failure comes in again, in order, after all that is kept.
 */
import type { HistoryEvent, HistoryFact, Message, Payload } from './history';
import { type IncomingFact, isIncoming } from './incoming-fact';
import type { InstanceRecord } from './outcome';

export type RewindMessage = Extract<Message, { type: 'rewind' }>;

export type RewindPlan = {
  /** The beginning of the history. */
  kept: HistoryEvent[];
  again: IncomingFact[];
};

/** What a rewind makes of the history of a generation that failed. */
export function planRewind(history: readonly HistoryEvent[]): RewindPlan {
  const limits = timeLimits(history);
  const first = firstFailure(history, limits);
  if (first === null) return { kept: history.slice(0, endOf(history)), again: [] };
  return { kept: history.slice(0, first), again: history.slice(first).filter(comesAgainIn(limits)).map(asNew) };
}

/** The row as it is when the history is back where the plan says. Its execution id stays: ids are derived from it. */
export function rewoundRecord(record: InstanceRecord, { kept }: RewindPlan): InstanceRecord {
  const ofNow = { revision: 0, status: 'Running' as const, completedAt: null, waitingOn: null, problem: null };
  const customStatus = customStatusIn(kept, record.customStatus);
  const generation = record.generation + 1;
  return { ...record, ...ofNow, customStatus, output: null, failure: null, generation, historyLength: 0 };
}

/** The first failure of those that came in after the last thing the code did; null where there is none. */
function firstFailure(history: readonly HistoryEvent[], limits: ReadonlySet<number>): number | null {
  let first: number | null = null;
  for (let index = history.length - 1; index >= 0; index -= 1) {
    const event = history[index];
    if (event === undefined || (!isIncoming(event) && !isPassing(event))) break;
    if (isFailure(event, limits)) first = index;
  }
  return first;
}

/** Where the end begins, which is all that the code did as it ended. */
function endOf(history: readonly HistoryEvent[]): number {
  let end = history.length;
  while (end > 0 && isEnd(history[end - 1])) end -= 1;
  return end;
}

function isEnd(event: HistoryEvent | undefined): boolean {
  return event?.type === 'ExecutionCompleted' || event?.type === 'EntityUnlockSent';
}

/** True for what changes nothing outside that a rewind could not change again. */
function isPassing({ type }: HistoryFact): boolean {
  switch (type) {
    case 'CustomStatusSet':
    case 'TimerCanceled':
    case 'EventWaitCanceled':
    case 'TaskCanceled':
    case 'EntityUnlockSent':
    case 'ExecutionRewound':
    case 'ExecutionCompleted':
      return true;
    default:
      return false;
  }
}

/** The timers that leave a task so much time and no more. */
function timeLimits(history: readonly HistoryEvent[]): Set<number> {
  const isLimit = (event: HistoryEvent) => event.type === 'TimerCreated' && event.limits !== undefined;
  return new Set(history.filter(isLimit).flatMap((event) => ('taskId' in event ? (event.taskId ?? []) : [])));
}

/** A timer that limits a task's time fires only where the time has run out. */
function isFailure(event: HistoryFact, limits: ReadonlySet<number>): boolean {
  if (event.type === 'TimerFired') return limits.has(event.taskId);
  const failures = ['TaskFailed', 'SubOrchestrationInstanceFailed', 'EntityOperationFailed'];
  return failures.includes(event.type);
}

function comesAgainIn(limits: ReadonlySet<number>) {
  return (event: HistoryEvent): event is HistoryEvent & IncomingFact =>
    isIncoming(event) && !isFailure(event, limits) && event.type !== 'ExecutionCancelRequested';
}

/** What a kept event becomes where its task is asked for anew at `at`: a time limit begins anew. */
export function askedAgain(event: HistoryEvent, at: number): HistoryEvent {
  if (event.type !== 'TimerCreated' || event.limits === undefined) return event;
  return { ...event, fireAt: at + event.limits.ms };
}

/** The tasks whose answers come in again. */
export function endedAgain({ again }: RewindPlan): Set<number> {
  return new Set(again.flatMap((fact) => (isAnswer(fact) ? [fact.taskId] : [])));
}

function isAnswer(fact: IncomingFact): fact is Extract<IncomingFact, { taskId: number }> {
  return fact.type !== 'TimerFired' && fact.type !== 'EventRaised' && 'taskId' in fact;
}

/** The fact without its place in the old history. */
export function asNew<Fact extends HistoryFact>(event: Fact & Partial<HistoryEvent>): Fact {
  const { seq: _, turn: __, at: ___, awaiting: ____, deployment: _____, ...fact } = event;
  return fact as Fact;
}

function customStatusIn(kept: readonly HistoryEvent[], shown: Payload): Payload {
  if (shown === null) return null;
  const set = kept.findLast((event) => event.type === 'CustomStatusSet');
  return set?.payload ?? null;
}
