/** What the context's calls need of the execution behind them. */
import type { CriticalSection } from '../critical-section';
import type { LockTask } from '../entity-tasks';
import type { HistoryFact } from '../history';
import type { InstanceRecord, LogLevel } from '../outcome';
import type { CancelableTask, ScheduledTask } from '../scheduled-task';
import type { Task } from '../task';

export interface ContextHost {
  readonly record: Pick<InstanceRecord, 'instanceId' | 'executionId' | 'parent' | 'tags' | 'version'>;
  readonly now: number;
  readonly isReplaying: boolean;
  readonly section: CriticalSection;
  /** Throws when no turn of this instance is under way. */
  assertInTurn(): void;
  nextTaskId(): number;
  schedule(task: ScheduledTask<unknown>, fact: HistoryFact): void;
  /** Nobody wants the task's end any more. */
  cancel(task: CancelableTask<unknown>): void;
  emit(fact: HistoryFact): void;
  /** The entities are locked, and asked for, no longer. */
  unlock(lock: LockTask): void;
  awaited(task: Task<unknown>): void;
  log(level: LogLevel, message: string, facts: unknown): void;
}
