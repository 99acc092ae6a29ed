/** Calls of activities. */
import type { ActivityReference } from '../activity';
import { taskFailed } from '../failure';
import { assertName } from '../function-name';
import { type Duration, dueInWords, dueMoment } from '../orchestration-time';
import { serialize } from '../payload';
import type { RetryOptions } from '../retry-options';
import { ActivityTask } from '../scheduled-task';
import { assertTags } from '../tags';
import type { Task } from '../task';
import type { ContextHost } from './context-host';
import { createTimer } from './create-timer';
import { retrying } from './retrying';
import { limited } from './time-limit';

export type CallActivityOptions = {
  retry?: RetryOptions | undefined;
  /** How long each try may take. One that takes longer fails with the error type `ActivityTimeout`. */
  timeout?: Duration | undefined;
  /** Kept in history, and told to whoever runs the activity. */
  tags?: Record<string, string> | undefined;
};

export type ActivityCall = {
  activity: string | ActivityReference<never, unknown>;
  input: unknown;
  options?: CallActivityOptions | undefined;
  callSite: string | undefined;
};

/** Schedules an activity. Throws a `TypeError` or a `RangeError` for what cannot be stored, and for options that are wrong. */
export function callActivity(
  host: ContextHost,
  { activity, input, options = {}, callSite }: ActivityCall,
): Task<unknown> {
  const { retry, timeout, tags } = options;
  const name = typeof activity === 'string' ? activity : activity.name;
  assertName(name, 'An activity');
  assertTags(tags);
  if (timeout !== undefined) dueMoment(timeout, host.now, 'timeout');
  const payload = serialize(input, `The input of activity '${name}'`);
  if (retry === undefined && timeout === undefined) {
    const task = new ActivityTask(host.nextTaskId(), name, host.awaited);
    host.schedule(task, { type: 'TaskScheduled', taskId: task.id, name, payload, callSite, tags });
    return task;
  }
  let firstTaskId: number | undefined;
  const tryOnce = (attempt: number): Task<unknown> => {
    const task = new ActivityTask(host.nextTaskId(), name, host.awaited);
    const again = firstTaskId === undefined ? {} : { attempt, firstTaskId };
    firstTaskId ??= task.id;
    host.schedule(task, { type: 'TaskScheduled', taskId: task.id, name, payload, callSite, tags, ...again });
    return timeout === undefined ? task : inTime(host, task, timeout, callSite);
  };
  return retrying(host, { retry, tryOnce, callSite });
}

function inTime(
  host: ContextHost,
  task: ActivityTask<unknown>,
  timeout: Duration,
  callSite: string | undefined,
): Task<unknown> {
  return limited(host, {
    task,
    timer: createTimer(host, { due: timeout, limits: task.id, callSite }),
    timedOut: () => {
      const message = `It did not end ${dueInWords(timeout)}.`;
      return taskFailed(`Activity '${task.name}'`, task.id, { errorType: 'ActivityTimeout', message });
    },
  });
}
