/** Calls of activities. */
import type { ActivityReference } from '../activity';
import { assertName } from '../function-name';
import { serialize } from '../payload';
import { ActivityTask } from '../scheduled-task';
import type { Task } from '../task';
import type { ContextHost } from './context-host';

/** Schedules an activity. Throws a `TypeError` for a name or an input that cannot be stored. */
export function callActivity(
  host: ContextHost,
  activity: string | ActivityReference<never, unknown>,
  input: unknown,
  callSite: string | undefined,
): Task<unknown> {
  const name = typeof activity === 'string' ? activity : activity.name;
  assertName(name, 'An activity');
  const payload = serialize(input, `The input of activity '${name}'`);
  const task = new ActivityTask(host.nextTaskId(), name, (awaited) => host.awaited(awaited));
  host.schedule(task, { type: 'TaskScheduled', taskId: task.id, name, payload, callSite });
  return task;
}
