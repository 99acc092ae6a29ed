/** Calls that have to end in time: a timer runs beside them, and the first to end cancels the other. */
import { AnyTask } from '../composite-task';
import { type Routine, RoutineTask } from '../routine-task';
import type { CancelableTask, TimerTask } from '../scheduled-task';
import type { Task } from '../task';
import type { ContextHost } from './context-host';

export type Limited<T> = {
  task: CancelableTask<T>;
  timer: TimerTask;
  /** What the call fails with where the timer fires first. */
  timedOut: () => Error;
};

/** Gives the task's end, if it comes before the timer fires. */
export function limited<T>(host: ContextHost, call: Limited<T>): Task<T> {
  return new RoutineTask(race(host, call), host.awaited);
}

function* race<T>(host: ContextHost, { task, timer, timedOut }: Limited<T>): Routine<T> {
  yield new AnyTask([task, timer], host.awaited);
  if (task.isCompleted) {
    timer.cancel();
    return task.result;
  }
  host.cancel(task);
  throw timedOut();
}
