/** What the context's calls need of the execution behind them. */
import type { CriticalSection } from '../critical-section';
import type { LockTask } from '../entity-tasks';
import type { HistoryFact, Payload } from '../history';
import type { InstanceRecord, LogLevel } from '../outcome';
import type { CancelableTask, ScheduledTask } from '../scheduled-task';
import type { OnAwaited } from '../task';

/** How an instance goes on in its next generation. */
export type Continuation = { payload: Payload; keepEvents: boolean };

export interface ContextHost {
  readonly record: Pick<InstanceRecord, 'instanceId' | 'executionId' | 'parent' | 'tags' | 'version'>;
  readonly now: number;
  readonly isReplaying: boolean;
  readonly section: CriticalSection;
  readonly isCancelRequested: boolean;
  /** True where it is of use to know where in the code a call was made. */
  readonly wantsCallSites: boolean;
  /** Throws when no turn of this instance is under way. */
  assertInTurn(): void;
  nextTaskId(): number;
  schedule(task: ScheduledTask<unknown>, fact: HistoryFact): void;
  /** Nobody wants the task's end any more. */
  cancel(task: CancelableTask<unknown>): void;
  emit(fact: HistoryFact): void;
  /** The entities are locked, and asked for, no longer. */
  unlock(lock: LockTask): void;
  continueAsNew(continuation: Continuation): void;
  /** User code awaits a task. Can be passed on. */
  readonly awaited: OnAwaited;
  log(level: LogLevel, message: string, facts: unknown): void;
}
