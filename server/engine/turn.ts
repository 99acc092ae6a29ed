/**
 * A turn: messages in, outcome out. No I/O, no clock, no randomness.
 *
 * U1. Messages of another generation, for tasks that are not open, second starts, and all to an instance that has ended
 *     are dropped.
 * U2. The caller lets all microtasks run each time the turn yields; a generator orchestrator never makes it yield.
 */
import type { FailureDetails } from '@/contract/failure-details';
import { type Answer, answerFact } from './answer-fact';
import type { Execution } from './execution';
import type { HistoryEvent, Message, StartFacts } from './history';
import type { IncomingFact } from './incoming-fact';
import type { TurnResult } from './outcome';
import { type Agreement, agreesInEssence } from './recorder';

export type TurnInput = {
  messages: readonly Message[];
  /** The time of the turn, in epoch milliseconds by the database's clock. */
  at: number;
  deployment: string;
  /** The instance cannot go on: it ends with this failure, whatever came for it. */
  failure?: FailureDetails | undefined;
};

/** Runs one turn. Yields where the code's microtasks have to run before it goes on. */
export function* runTurn(execution: Execution, input: TurnInput): Generator<void, TurnResult, void> {
  execution.beginTurn(input.messages.reduce((at, message) => Math.max(at, earliest(message)), input.at));
  if (input.failure !== undefined) execution.fail(input.failure);
  const dropped: Message[] = [];
  for (const message of input.messages) {
    const fact = toFact(execution, message);
    if (fact === null) dropped.push(message);
    else take(execution, message, fact);
    while (execution.mustDrain()) yield;
  }
  return { outcome: execution.endTurn(input.deployment), dropped };
}

function take(execution: Execution, message: Message, fact: IncomingFact): void {
  if (message.type === 'terminate' && message.recursive !== false) execution.terminateChildren(message.reason);
  execution.receive(fact);
}

/** Brings an execution back to where its history ends. Yields like a turn; throws a `NonDeterminismError`. */
export function* replay(
  execution: Execution,
  history: readonly HistoryEvent[],
  agrees: Agreement = agreesInEssence,
): Generator<void, void, void> {
  execution.beginReplay(agrees);
  for (const event of history) {
    execution.replay(event);
    while (execution.mustDrain()) yield;
  }
  execution.endReplay();
}

/** A timer is never early, so neither is the turn that it fires in. */
function earliest(message: Message): number {
  return message.type === 'timerFired' ? message.fireAt : 0;
}

function toFact(execution: Execution, message: Message): IncomingFact | null {
  if (execution.hasEnded) return null;
  switch (message.type) {
    case 'start':
      return execution.hasStarted ? null : started(message.start);
    case 'taskCompleted':
    case 'taskFailed':
      return answered(execution, message);
    case 'timerFired':
      return isCurrent(execution, message) ? { type: 'TimerFired', taskId: message.taskId } : null;
    case 'eventRaised': {
      const event = { ...message, type: 'EventRaised' as const };
      return execution.takes(event) ? event : null;
    }
    case 'suspend':
      return execution.isSuspended ? null : { ...message, type: 'ExecutionSuspended' };
    case 'resume':
      return execution.isSuspended ? { ...message, type: 'ExecutionResumed' } : null;
    case 'terminate':
      return { type: 'ExecutionTerminated', reason: message.reason, actor: message.actor };
    default:
      return null;
  }
}

function started({ name, input, actor }: StartFacts): IncomingFact {
  return { type: 'ExecutionStarted', name, payload: input, actor };
}

function answered(execution: Execution, answer: Answer): IncomingFact | null {
  const task = answer.generation === execution.record.generation ? execution.openTask(answer.taskId) : undefined;
  return task === undefined ? null : answerFact(task, answer);
}

function isCurrent(execution: Execution, message: Extract<Message, { type: 'timerFired' }>): boolean {
  return message.generation === execution.record.generation && execution.isOpen(message.taskId);
}
