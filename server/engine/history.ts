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

/** A task of an instance that waits for something another instance or an entity does. */
export type TaskLink = { instanceId: string; generation: number; taskId: number };

/** The instance that called a sub-orchestration, and the task there that waits for it. */
export type ParentLink = TaskLink;

export type HistoryFact =
  | {
      type: 'ExecutionStarted';
      name: string;
      payload: Payload;
      /** The code begins when timer 0 fires, at this time; at once where it is absent. */
      startAt?: number | undefined;
      /** The latest events that earlier generations received, oldest first: raised once more they are nothing new. */
      eventIds?: string[] | undefined;
      reason?: string | undefined;
      /** The trace that its caller is in, where it is in one: a W3C `traceparent`. */
      trace?: string | undefined;
      actor?: Actor | undefined;
    }
  | ({
      type: 'TaskScheduled';
      taskId: number;
      name: string;
      payload: Payload;
      callSite?: string | undefined;
    } & TryFacts)
  | { type: 'TaskCompleted'; taskId: number; payload: Payload; durationMs: number }
  | { type: 'TaskFailed'; taskId: number; failure: FailureDetails; durationMs: number }
  /** Nobody wants the activity's result any more: it ran out of its time. */
  | { type: 'TaskCanceled'; taskId: number }
  | {
      type: 'SubOrchestrationInstanceCreated';
      taskId: number;
      name: string;
      instanceId: string;
      payload: Payload;
      /** Null: the version that is the default where the instance is created. */
      version: string | null;
      tags?: Record<string, string> | undefined;
      callSite?: string | undefined;
    }
  | { type: 'SubOrchestrationInstanceCompleted'; taskId: number; payload: Payload }
  | { type: 'SubOrchestrationInstanceFailed'; taskId: number; failure: FailureDetails }
  | {
      type: 'TimerCreated';
      taskId: number;
      fireAt: number;
      /** The task that it leaves so many milliseconds and no more, where it does that. */
      limits?: { taskId: number; ms: number } | undefined;
      callSite?: string | undefined;
    }
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
  /** The wait takes no event any more. */
  | { type: 'EventWaitCanceled'; taskId: number }
  /** An event raised for another instance. It has an id, though nothing waits for it. */
  | {
      type: 'EventSent';
      taskId: number;
      instanceId: string;
      name: string;
      payload: Payload;
      callSite?: string | undefined;
    }
  | ({ type: 'EntityOperationSignaled'; dueAt?: number | undefined } & EntityOperationFacts)
  | ({ type: 'EntityOperationCalled' } & EntityOperationFacts)
  | { type: 'EntityOperationCompleted'; taskId: number; payload: Payload }
  | { type: 'EntityOperationFailed'; taskId: number; failure: FailureDetails }
  /** `entities` are instance ids in the order in which they are locked. */
  | { type: 'EntityLockRequested'; taskId: number; entities: string[]; callSite?: string | undefined }
  | { type: 'EntityLockGranted'; taskId: number }
  /** `taskId` is that of the request. */
  | { type: 'EntityUnlockSent'; taskId: number; entities: string[] }
  | { type: 'CustomStatusSet'; payload: Payload }
  | { type: 'ExecutionSuspended'; reason: string; actor?: Actor | undefined }
  | { type: 'ExecutionResumed'; reason: string; actor?: Actor | undefined }
  | { type: 'ExecutionTerminated'; reason: string; actor?: Actor | undefined }
  /** The code is asked to come to an end by itself. */
  | { type: 'ExecutionCancelRequested'; reason: string; actor?: Actor | undefined }
  /** The first event after those that a rewind kept. */
  | { type: 'ExecutionRewound'; reason: string; actor?: Actor | undefined }
  /** The last event of its generation: the next one starts with this input. */
  | { type: 'ContinuedAsNew'; payload: Payload }
  | { type: 'ExecutionCompleted'; status: TerminalStatus; payload: Payload; failure?: FailureDetails | undefined };

/** What a call says about how its activity is to be run. */
export type TryFacts = {
  /** Counts the tries of one call from 1; absent at the first. */
  attempt?: number | undefined;
  /** The call's first try, whose id names all of them to the outside; absent at the first. */
  firstTaskId?: number | undefined;
  tags?: Record<string, string> | undefined;
};

type EntityOperationFacts = {
  taskId: number;
  /** The entity, as `@name@key`. */
  instanceId: string;
  /** The operation. */
  name: string;
  payload: Payload;
  callSite?: string | undefined;
};

export type HistoryEvent = HistoryFact & {
  seq: number;
  turn: number;
  at: number;
  /** What the orchestrator waits for from here on; given where that changed. */
  awaiting?: AwaitTree | undefined;
  /** The deployment that ran the turn; given where it changed. */
  deployment?: string | undefined;
};

/**
 * Everything that happens to an instance arrives as one of these. `taskCompleted` and `taskFailed` answer whatever the task
 * stands for: an activity, a sub-orchestration, a call of an entity, a request for locks.
 */
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
  | { type: 'suspend' | 'resume' | 'cancel'; reason: string; actor?: Actor | undefined }
  | {
      type: 'terminate';
      reason: string;
      /** Its open sub-orchestrations are terminated with it, unless false. */
      recursive?: boolean | undefined;
      actor?: Actor | undefined;
    }
  | {
      type: 'rewind';
      reason: string;
      actor?: Actor | undefined;
      /** The new generation of the parent that waits for it, where a rewound parent sends it. */
      parent?: ParentLink | undefined;
    }
  | {
      type: 'purge';
      /** Also where the instance has not ended. */
      force?: boolean | undefined;
      /** Its sub-orchestrations too, unless false. */
      recursive?: boolean | undefined;
      actor?: Actor | undefined;
    }
  /** What holds it back is forgotten: it, or one of its activities, is run again. */
  | {
      type: 'release';
      taskId?: number | undefined;
      /** What is missing beside its history is put back: rows that follow from it, or what its partition has to send. */
      mends?: 'rows' | 'outbox' | undefined;
      actor?: Actor | undefined;
    };

/** Everything that happens to an entity arrives as one of these. */
export type EntityMessage =
  | {
      type: 'entityOperation';
      operation: string;
      input: Payload;
      /** Names the operation, so that a client may ask what became of it. */
      requestId: string;
      /** Who waits for the result; null for a signal, and where a client waits. */
      caller: TaskLink | null;
      /** A client waits for the result. */
      clientWaits?: boolean | undefined;
      actor?: Actor | undefined;
    }
  /** Locks the entity for `owner`, then the next ones of the list, then tells the owner. */
  | { type: 'entityLock'; owner: TaskLink; entities: string[]; position: number }
  /** Follows the way of the lock that the owner asked for. */
  | { type: 'entityUnlock'; owner: TaskLink; entities: string[]; position: number };

/** A message from one instance to another. Those from one partition to another arrive once, and in order. */
export type Sent = {
  instanceId: string;
  message: Message | EntityMessage;
  /** Not to be taken in earlier, in epoch milliseconds. */
  visibleAt?: number | undefined;
};

/** What an instance is born with. */
export type StartFacts = {
  executionId: string;
  name: string;
  /** Undefined: the version that is the default where the instance is created. */
  version: string | null | undefined;
  input: Payload;
  tags: Record<string, string>;
  parent: ParentLink | null;
  createdAt: number;
  /** What happens where an instance with this id has not ended; `error` by default. */
  onConflict?: 'error' | 'replace' | 'return-existing' | undefined;
  /** The code begins at this time; at once by default. */
  startAt?: number | undefined;
  /** Why it starts, where somebody said so. */
  reason?: string | undefined;
  /** The trace that its caller is in, where it is in one: a W3C `traceparent`. */
  trace?: string | undefined;
  actor?: Actor | undefined;
  /** True when the instance id was drawn at random for this start, so that no instance can have it. */
  hasFreshId?: boolean | undefined;
};
