/** What a turn decided: data only, made durable by a checkpoint or not at all. */
import type { AwaitTree } from '@/contract/await-tree';
import type { FailureDetails } from '@/contract/failure-details';
import type { HumanTask } from '@/contract/human-task';
import type { RuntimeStatus } from '@/contract/runtime-status';
import type { HistoryEvent, Message, ParentLink, Payload } from './history';

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
  waitingOn: AwaitTree | null;
  /** Why it cannot go on although it has not ended, as a sentence. */
  problem: string | null;
  historyLength: number;
};

/** An activity to be run, somewhere, at least once. */
export type WorkItem = { taskId: number; name: string; input: Payload };

export type TimerCreated = { taskId: number; fireAt: number };

export type WaitOpened = { taskId: number; eventName: string; humanTask: HumanTask | null; startedAt: number };

export type WaitClosed = { taskId: number; state: 'answered' | 'closed'; decidedBy: string | null; closedAt: number };

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export type LogLine = { level: LogLevel; message: string; facts: unknown };

export type Outcome = {
  /** The row after the turn; its `revision` is still the one that the row in the store has. */
  record: InstanceRecord;
  /** True when the row does not exist yet. */
  isNew: boolean;
  events: HistoryEvent[];
  workItems: WorkItem[];
  timersCreated: TimerCreated[];
  /** Tasks whose timers are no longer wanted. */
  timersCanceled: number[];
  waitsOpened: WaitOpened[];
  waitsClosed: WaitClosed[];
  /** The ended instance with the same id whose row this one takes over. */
  replaces: { instanceId: string; revision: number } | null;
  ended: boolean;
  /** True when tasks were open as the instance ended: what is stored for them goes with the same checkpoint. */
  hasLeftovers: boolean;
  /** Lines to log once the checkpoint is durable. */
  logs: LogLine[];
};

/** A turn's outcome, and the messages that changed nothing. */
export type TurnResult = { outcome: Outcome; dropped: Message[] };
