/**
 * A turn: messages in, outcome out. No I/O, no clock, no randomness.
 *
 * U1. Messages of another generation, for tasks that are not open, second starts, and all to an instance that has ended
 *     are dropped.
 * U2. The caller lets all microtasks run each time the turn yields; a generator orchestrator never makes it yield.
 */
import type { FailureDetails } from '@/contract/failure-details';
import { type Answer, answerFact } from './answer-fact';
import type { Execution, Replacement } from './execution';
import type { Generation } from './generation';
import type { HistoryEvent, Message } from './history';
import { type IncomingFact, startFact } from './incoming-fact';
import type { TurnResult } from './outcome';
import { type Agreement, agreesInEssence } from './recorder';

export type TurnInput = {
  messages: readonly Message[];
  /** The time of the turn, in epoch milliseconds by the database's clock. */
  at: number;
  deployment: string;
  /** The instance cannot go on: it ends with this failure, whatever came for it. */
  failure?: FailureDetails | undefined;
  /** Starts that take the place of the instance, which has not ended or has in this turn. All others are dropped. */
  replacements?: ReadonlyMap<Message, Replacement> | undefined;
};

/** Runs one turn. Yields where the code's microtasks have to run before it goes on. */
export function* runTurn(execution: Execution, input: TurnInput): Generator<void, TurnResult, void> {
  let { at } = input;
  for (const message of input.messages) at = Math.max(at, earliest(message));
  execution.beginTurn(at, input.deployment);
  if (input.failure !== undefined) execution.generation.fail(input.failure);
  while (execution.mustDrain()) yield;
  const dropped: Message[] = [];
  for (const message of input.messages) {
    const changes = message.type === 'rewind' ? yield* execution.rewind(message) : takeIn(execution, message, input);
    if (!changes) dropped.push(message);
    while (execution.mustDrain()) yield;
  }
  return { outcome: execution.endTurn(), dropped };
}

/** False where the message changes nothing. */
function takeIn(execution: Execution, message: Message, input: TurnInput): boolean {
  const replacement = input.replacements?.get(message);
  if (message.type === 'start' && replacement !== undefined) {
    execution.replace(message.start, replacement);
    return true;
  }
  const fact = toFact(execution, message);
  if (fact === null) return false;
  const { generation } = execution;
  if (message.type === 'terminate' && message.recursive !== false) generation.terminateChildren(message.reason);
  generation.receive(fact);
  return true;
}

/** Brings an execution back to where its history ends. Yields like a turn; throws a `NonDeterminismError`. */
export function* replay(
  execution: Execution,
  history: readonly HistoryEvent[],
  agrees: Agreement = agreesInEssence,
): Generator<void, void, void> {
  const { generation } = execution;
  generation.beginReplay(agrees);
  for (const event of history) {
    generation.replay(event);
    while (execution.mustDrain()) yield;
  }
  generation.endReplay();
}

/** A timer is never early, so neither is the turn that it fires in. */
function earliest(message: Message): number {
  return message.type === 'timerFired' ? message.fireAt : 0;
}

function toFact({ hasEnded, generation }: Execution, message: Message): IncomingFact | null {
  if (hasEnded) return null;
  switch (message.type) {
    case 'start':
      return generation.hasStarted ? null : startFact(message.start, generation.now);
    case 'taskCompleted':
    case 'taskFailed':
      return answered(generation, message);
    case 'timerFired':
      return taskOf(generation, message) && { type: 'TimerFired', taskId: message.taskId };
    case 'eventRaised': {
      const event = { ...message, type: 'EventRaised' as const };
      return generation.takes(event) ? event : null;
    }
    case 'suspend':
      return generation.isSuspended ? null : { ...message, type: 'ExecutionSuspended' };
    case 'resume':
      return generation.isSuspended ? { ...message, type: 'ExecutionResumed' } : null;
    case 'terminate':
      return { type: 'ExecutionTerminated', reason: message.reason, actor: message.actor };
    case 'cancel':
      return generation.isCancelRequested ? null : { ...message, type: 'ExecutionCancelRequested' };
    default:
      return null;
  }
}

function answered(generation: Generation, answer: Answer): IncomingFact | null {
  const task = taskOf(generation, answer);
  return task && answerFact(task, answer);
}

/** The open task that the message is for. */
function taskOf(generation: Generation, message: { generation: number; taskId: number }) {
  return message.generation === generation.record.generation ? (generation.openTask(message.taskId) ?? null) : null;
}
