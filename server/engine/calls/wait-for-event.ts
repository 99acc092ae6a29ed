/** Waits for external events. */
import type { HumanTask } from '@/contract/human-task';
import { assertName } from '../function-name';
import { type Due, dueInWords, dueMoment, toDate } from '../orchestration-time';
import { serialize } from '../payload';
import { EventTask } from '../scheduled-task';
import type { Task } from '../task';
import { TimeoutError } from '../timeout-error';
import type { ContextHost } from './context-host';
import { createTimer } from './create-timer';
import { limited } from './time-limit';

/** With a question and choices, people are asked in the dashboard. */
export type WaitOptions = (HumanTask | { question?: undefined }) & {
  /** When the wait is given up: it fails with a `TimeoutError`, and takes no later event. */
  timeout?: Due | undefined;
};

export type EventWait = { name: string; options?: WaitOptions | undefined; callSite: string | undefined };

/** Opens a wait. Throws a `TypeError` for what cannot be stored. */
export function waitForEvent(host: ContextHost, { name, options = {}, callSite }: EventWait): Task<unknown> {
  assertName(name, 'An external event');
  const humanTask = humanTaskOf(options);
  if (humanTask !== undefined) serialize(humanTask, `The human task of event '${name}'`);
  const { timeout } = options;
  // Worked out before anything is scheduled: a wait must not be open where its call throws.
  const deadline = timeout === undefined ? null : toDate(dueMoment(timeout, host.now, 'timeout'));
  const task = new EventTask(host.nextTaskId(), name, humanTask?.question, host.awaited);
  host.schedule(task, { type: 'EventWaitStarted', taskId: task.id, name, humanTask, callSite });
  if (timeout === undefined || deadline === null || task.isCompleted) return task;
  const timer = createTimer(host, { due: deadline, limits: task.id, callSite });
  return limited(host, {
    task,
    timer,
    timedOut: () => new TimeoutError(`Event '${name}' was not received ${dueInWords(timeout)}.`),
  });
}

function humanTaskOf({ timeout: _, ...options }: WaitOptions): HumanTask | undefined {
  return options.question === undefined ? undefined : options;
}
