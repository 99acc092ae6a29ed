/** Durable timers. */
import { type Due, dueMoment, toDate } from '../orchestration-time';
import { TimerTask } from '../scheduled-task';
import type { ContextHost } from './context-host';

/** Schedules a timer. Throws a `TypeError` for an invalid date or duration. */
export function createTimer(host: ContextHost, due: Due, callSite: string | undefined): TimerTask {
  const fireAt = dueMoment(due, host.now);
  const task = new TimerTask(host.nextTaskId(), fireAt, toDate(fireAt).toISOString(), host.awaited, (timer) =>
    host.cancel(timer),
  );
  host.schedule(task, { type: 'TimerCreated', taskId: task.id, fireAt, callSite });
  return task;
}
