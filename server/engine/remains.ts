/** What history tells of an instance whose code is not here: enough to end it properly. */
import { LockTask } from './entity-tasks';
import type { HistoryEvent } from './history';
import { type ScheduledTask, SubOrchestrationTask } from './scheduled-task';

export type Remains = {
  lastTurn: number;
  /** What others are to be told about as it ends: sub-orchestrations that have not ended, locks that are not given back. */
  tasks: ScheduledTask<unknown>[];
};

export const NO_REMAINS: Remains = { lastTurn: 0, tasks: [] };

export function remainsOf(history: readonly HistoryEvent[]): Remains {
  const tasks = new Map<number, ScheduledTask<unknown>>();
  for (const event of history) {
    switch (event.type) {
      case 'SubOrchestrationInstanceCreated':
        tasks.set(event.taskId, new SubOrchestrationTask(event.taskId, event, nobody));
        break;
      case 'EntityLockRequested':
        tasks.set(event.taskId, new LockTask(event.taskId, event.entities, nobody, nobody));
        break;
      case 'SubOrchestrationInstanceCompleted':
      case 'SubOrchestrationInstanceFailed':
      case 'EntityUnlockSent':
        tasks.delete(event.taskId);
        break;
      default:
    }
  }
  return { lastTurn: history.at(-1)?.turn ?? 0, tasks: [...tasks.values()] };
}

/** There is no code to wait for anything. */
function nobody(): void {}
