/** Waits for external events. */
import type { HumanTask } from '@/contract/human-task';
import { assertName } from '../function-name';
import { serialize } from '../payload';
import { EventTask } from '../scheduled-task';
import type { Task } from '../task';
import type { ContextHost } from './context-host';

/** Opens a wait. Throws a `TypeError` for a name or a human task that cannot be stored. */
export function waitForEvent(
  host: ContextHost,
  name: string,
  humanTask: HumanTask | undefined,
  callSite: string | undefined,
): Task<unknown> {
  assertName(name, 'An external event');
  if (humanTask !== undefined) serialize(humanTask, `The human task of event '${name}'`);
  const task = new EventTask(host.nextTaskId(), name, humanTask?.question, (awaited) => host.awaited(awaited));
  host.schedule(task, { type: 'EventWaitStarted', taskId: task.id, name, humanTask, callSite });
  return task;
}
