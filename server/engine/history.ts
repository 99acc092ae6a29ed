/**
 * History events and messages as the engine and the store see them: payloads are JSON text, times are epoch milliseconds.
 *
 * H1. Events of one generation are numbered by `seq` from 0, without gaps.
 * H2. An event is never changed or removed while its generation lives.
 * H3. Within a turn, the events stand in the order in which they happened: what came in, then what the code did about it.
 */
import type { Actor } from '@/contract/actor';
import type { AwaitTree } from '@/contract/await-tree';
import type { FailureDetails } from '@/contract/failure-details';
import type { HumanTask } from '@/contract/human-task';
import type { TerminalStatus } from '@/contract/runtime-status';

/** JSON text; null stands for an absent value. */
export type Payload = string | null;

/** The instance that called a sub-orchestration, and the task there that waits for it. */
export type ParentLink = { instanceId: string; generation: number; taskId: number };

export type HistoryFact =
  | { type: 'ExecutionStarted'; name: string; payload: Payload; actor?: Actor | undefined }
  | { type: 'TaskScheduled'; taskId: number; name: string; payload: Payload; callSite?: string | undefined }
  | { type: 'TaskCompleted'; taskId: number; payload: Payload; durationMs: number }
  | { type: 'TaskFailed'; taskId: number; failure: FailureDetails; durationMs: number }
  | { type: 'TimerCreated'; taskId: number; fireAt: number; callSite?: string | undefined }
  | { type: 'TimerFired'; taskId: number }
  | { type: 'TimerCanceled'; taskId: number }
  | {
      type: 'EventWaitStarted';
      taskId: number;
      name: string;
      humanTask?: HumanTask | undefined;
      callSite?: string | undefined;
    }
  | {
      type: 'EventRaised';
      name: string;
      payload: Payload;
      eventId: string;
      /** Set when the event answers one wait and no other. */
      taskId?: number | undefined;
      actor?: Actor | undefined;
    }
  | { type: 'CustomStatusSet'; payload: Payload }
  | { type: 'ExecutionSuspended'; reason: string; actor?: Actor | undefined }
  | { type: 'ExecutionResumed'; reason: string; actor?: Actor | undefined }
  | { type: 'ExecutionTerminated'; reason: string; actor?: Actor | undefined }
  | { type: 'ExecutionCompleted'; status: TerminalStatus; payload: Payload; failure?: FailureDetails | undefined };

export type HistoryEvent = HistoryFact & {
  seq: number;
  turn: number;
  at: number;
  /** What the orchestrator waits for from here on; given where that changed. */
  awaiting?: AwaitTree | undefined;
  /** The deployment that ran the turn; given where it changed. */
  deployment?: string | undefined;
};

/** Everything that happens to an instance arrives as one of these. */
export type Message =
  | { type: 'start'; start: StartFacts }
  | { type: 'taskCompleted'; generation: number; taskId: number; result: Payload; durationMs: number }
  | { type: 'taskFailed'; generation: number; taskId: number; failure: FailureDetails; durationMs: number }
  | { type: 'timerFired'; generation: number; taskId: number; fireAt: number }
  | {
      type: 'eventRaised';
      name: string;
      payload: Payload;
      eventId: string;
      taskId?: number | undefined;
      actor?: Actor | undefined;
    }
  | { type: 'suspend' | 'resume' | 'terminate'; reason: string; actor?: Actor | undefined };

/** What an instance is born with. */
export type StartFacts = {
  executionId: string;
  name: string;
  version: string | null;
  input: Payload;
  tags: Record<string, string>;
  parent: ParentLink | null;
  createdAt: number;
  actor?: Actor | undefined;
  /** True when the instance id was drawn at random for this start, so that no instance can have it. */
  hasFreshId?: boolean | undefined;
};
