import type { Actor } from '@/contract/actor';
import type { FailureDetails } from '@/contract/failure-details';

export type TaskKind = 'activity' | 'timer' | 'event' | 'subOrchestration';

/** `canceled` is what was given up: a timer that lost its race, or whatever was open when the orchestrator ended. */
export type Outcome = 'open' | 'done' | 'failed' | 'canceled';

/** From being scheduled to its end. Times are epoch milliseconds; `ranMs` is the part in which an activity ran. */
export type Attempt = {
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
  /** When a timer fires, in epoch milliseconds. */
  fireAt: number | null;
  /** What a person is asked. */
  question: string | null;
  /** Who answered. */
  actor: Actor | null;
  failure: FailureDetails | null;
};
