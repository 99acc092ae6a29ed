/** Locks of entities. */
import { type AnyEntityId, toInstanceId } from '../entity-id';
import { LockTask } from '../entity-tasks';
import type { ContextHost } from './context-host';

/** Asks for the locks of all entities. Throws a `LockingRulesViolationError` where some are held or asked for already. */
export function lockEntities(
  host: ContextHost,
  entities: readonly AnyEntityId[],
  callSite: string | undefined,
): LockTask {
  if (entities.length === 0) throw new TypeError('lockEntities needs at least one entity.');
  // By their code units, which is the same on every node; never by a locale.
  const instanceIds = [...new Set(entities.map(toInstanceId))].sort();
  host.section.assertMayLock();
  const task = new LockTask(host.nextTaskId(), instanceIds, host.awaited, (lock) => host.unlock(lock));
  host.section.ask(task);
  host.schedule(task, { type: 'EntityLockRequested', taskId: task.id, entities: [...instanceIds], callSite });
  return task;
}
