import type { Actor } from '@/contract/actor';
import type { FailureDetails } from '@/contract/failure-details';
import type { HistoryEventType } from '@/contract/history-event';

/**
 * `message` is one for another instance or an entity that nobody waits for; `command` is one that the instance was given.
 */
export type TaskKind = 'activity' | 'timer' | 'event' | 'subOrchestration' | 'entity' | 'lock' | 'message' | 'command';

/** `canceled` is what was given up: a timer that lost its race, or whatever was open when the orchestrator ended. */
export type Outcome = 'open' | 'done' | 'failed' | 'canceled';

/** From being scheduled to its end. Times are epoch milliseconds; `ranMs` is the part in which an activity ran. */
export type Attempt = {
  taskId: number;
  startedAt: number;
  endedAt: number | null;
  ranMs: number | null;
  outcome: Outcome;
  startSeq: number;
  endSeq: number | null;
};

/** Everything that a history says about one task: an activity with its retries, a timer, a wait, a sub-orchestration. */
export type TaskGroup = {
  key: string;
  taskId: number;
  kind: TaskKind;
  name: string;
  callSite: string | null;
  /** The turn that scheduled it. */
  turn: number;
  /** At least one; the last says how it stands. */
  attempts: [Attempt, ...Attempt[]];
  startedAt: number;
  endedAt: number | null;
  outcome: Outcome;
  /** The event that ended it. */
  endedBy: HistoryEventType | null;
  /** When a timer fires, in epoch milliseconds. */
  fireAt: number | null;
  /** From when on locks were held, in epoch milliseconds. */
  grantedAt: number | null;
  /** What a person is asked. */
  question: string | null;
  /** The other instance or the entity that it is about. */
  instanceId: string | null;
  /** Who answered, or gave the command. */
  actor: Actor | null;
  failure: FailureDetails | null;
};
