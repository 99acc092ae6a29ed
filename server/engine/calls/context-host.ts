/** What the context's calls need of the execution behind them. */
import type { HistoryFact } from '../history';
import type { InstanceRecord, LogLevel } from '../outcome';
import type { ScheduledTask, TimerTask } from '../scheduled-task';
import type { Task } from '../task';

export interface ContextHost {
  readonly record: Pick<InstanceRecord, 'instanceId' | 'parent' | 'version'>;
  readonly now: number;
  readonly isReplaying: boolean;
  /** Throws when no turn of this instance is under way. */
  assertInTurn(): void;
  nextTaskId(): number;
  schedule(task: ScheduledTask<unknown>, fact: HistoryFact): void;
  cancel(timer: TimerTask): void;
  emit(fact: HistoryFact): void;
  awaited(task: Task<unknown>): void;
  log(level: LogLevel, message: string, facts: unknown): void;
}
