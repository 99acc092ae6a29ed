/** Durable timers. */
import { type Due, dueMoment } from '../orchestration-time';
import { TimerTask } from '../scheduled-task';
import type { ContextHost } from './context-host';

export type TimerCall = {
  due: Due;
  /** The task whose time it limits, where it does. */
  limits?: number | undefined;
  callSite: string | undefined;
};

/** Schedules a timer. Throws a `TypeError` for an invalid date or duration. */
export function createTimer(host: ContextHost, { due, limits, callSite }: TimerCall): TimerTask {
  const fireAt = dueMoment(due, host.now);
  const task = new TimerTask(host.nextTaskId(), fireAt, host.awaited, (timer) => host.cancel(timer));
  const limit = limits === undefined ? undefined : { taskId: limits, ms: fireAt - host.now };
  host.schedule(task, { type: 'TimerCreated', taskId: task.id, fireAt, limits: limit, callSite });
  return task;
}
