/** What a turn decided: data only, made durable by a checkpoint or not at all. */
import type { AwaitTree } from '@/contract/await-tree';
import type { FailureDetails } from '@/contract/failure-details';
import type { HumanTask } from '@/contract/human-task';
import type { RuntimeStatus } from '@/contract/runtime-status';
import type { HistoryEvent, Message, ParentLink, Payload, Sent, TryFacts } from './history';

/** The instance row as the turn leaves it. Times are epoch milliseconds. */
export type InstanceRecord = {
  instanceId: string;
  executionId: string;
  /** From 0; grows when the instance continues as new, is restarted or replaced. Task ids are unique within one. */
  generation: number;
  /** Counts the checkpoints of this row: the next one must find the number it read. */
  revision: number;
  name: string;
  version: string | null;
  status: RuntimeStatus;
  createdAt: number;
  updatedAt: number;
  completedAt: number | null;
  input: Payload;
  output: Payload;
  failure: FailureDetails | null;
  customStatus: Payload;
  tags: Record<string, string>;
  parent: ParentLink | null;
  /** The trace that its caller is in; history has it, the row has not. */
  trace?: string | undefined;
  waitingOn: AwaitTree | null;
  /** Why it cannot go on although it has not ended, as a sentence. */
  problem: string | null;
  historyLength: number;
};

/** An activity to be run, somewhere, at least once. */
export type WorkItem = { taskId: number; name: string; input: Payload } & WorkItemFacts;

/** What a work item says about its run besides its input. */
export type WorkItemFacts = TryFacts & {
  /** The trace that its execution is in: a W3C `traceparent` that names the execution's span. */
  trace?: string | undefined;
};

export type TimerCreated = { taskId: number; fireAt: number };

export type WaitOpened = { taskId: number; eventName: string; humanTask: HumanTask | null; startedAt: number };

export type WaitClosed = { taskId: number; state: 'answered' | 'closed'; decidedBy: string | null; closedAt: number };

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export type LogLine = { level: LogLevel; message: string; facts: unknown };

/** What a turn leaves behind of one generation. */
export type GenerationOutcome = {
  generation: number;
  events: HistoryEvent[];
  workItems: readonly WorkItem[];
  /** Tasks whose activities nobody waits for any more: they are taken away from whoever runs them. */
  workItemsCanceled: readonly number[];
  timersCreated: readonly TimerCreated[];
  /** Tasks whose timers are no longer wanted. */
  timersCanceled: readonly number[];
  waitsOpened: readonly WaitOpened[];
  waitsClosed: readonly WaitClosed[];
  /**
   * Whether tasks were open as the generation ended. What is stored for them goes with the same checkpoint, but for
   * activities where they are to `run` all the same.
   */
  leftovers: 'none' | 'run' | 'drop';
};

export type Outcome = GenerationOutcome & {
  /** The row after the turn; its `revision` is still the one that the row in the store has. */
  record: InstanceRecord;
  /** True when the row does not exist yet, or is written anew: nothing else changes its generation, version, tags or parent. */
  isNew: boolean;
  /** The row with the same id that this one takes the place of. */
  replaces: { instanceId: string; revision: number } | null;
  /** Generations that ended in this turn and were followed by another, oldest first. */
  earlier: readonly GenerationOutcome[];
  /** The history of this generation and those before it is no longer wanted. */
  forgetsUpTo: number | null;
  /** Messages to other instances, in order. */
  sends: readonly Sent[];
  ended: boolean;
  /** Lines to log once the checkpoint is durable. */
  logs: readonly LogLine[];
};

/** All generations that the turn touched, oldest first. */
export function generationsOf(outcome: Outcome): GenerationOutcome[] {
  return outcome.earlier.length === 0 ? [outcome] : [...outcome.earlier, outcome];
}

/** A turn's outcome, and the messages that changed nothing. */
export type TurnResult = { outcome: Outcome; dropped: Message[] };
