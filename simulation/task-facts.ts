/** What a history says of each task. Timer 0 is a start at a given time. */
import type { HistoryEvent } from '../server/engine/history';

export type TaskFacts = {
  scheduled: number;
  ended: number;
  canceled: number;
  created: number;
  over: number;
  fireAt: number | null;
  firedAt: number | null;
  /** Of another instance or an entity. */
  asked: number;
  answered: number;
  target: string | null;
  askedFor: string | null;
};

export function tasksOf(events: readonly HistoryEvent[]): Map<number, TaskFacts> {
  const tasks = new Map<number, TaskFacts>();
  for (const event of events) {
    if (event.type === 'ExecutionStarted' && event.startAt !== undefined) {
      Object.assign(taskOf(tasks, 0), { created: 1, fireAt: event.startAt });
    }
    if ('taskId' in event && event.taskId !== undefined) note(taskOf(tasks, event.taskId), event);
  }
  return tasks;
}

function taskOf(tasks: Map<number, TaskFacts>, taskId: number): TaskFacts {
  const known = tasks.get(taskId);
  if (known !== undefined) return known;
  const counts = { scheduled: 0, ended: 0, canceled: 0, created: 0, over: 0, asked: 0, answered: 0 };
  const task: TaskFacts = { ...counts, fireAt: null, firedAt: null, target: null, askedFor: null };
  tasks.set(taskId, task);
  return task;
}

function note(task: TaskFacts, event: HistoryEvent): void {
  switch (event.type) {
    case 'TaskScheduled':
      task.scheduled += 1;
      break;
    case 'TaskCanceled':
      task.canceled += 1;
      task.ended += 1;
      break;
    case 'TaskCompleted':
    case 'TaskFailed':
      task.ended += 1;
      break;
    case 'TimerCreated':
      task.created += 1;
      task.fireAt = event.fireAt;
      break;
    case 'TimerFired':
      task.over += 1;
      task.firedAt = event.at;
      break;
    case 'TimerCanceled':
      task.over += 1;
      break;
    case 'SubOrchestrationInstanceCreated':
    case 'EntityOperationCalled':
    case 'EntityLockRequested':
      task.asked += 1;
      task.askedFor = event.type;
      task.target = 'instanceId' in event ? event.instanceId : null;
      break;
    case 'SubOrchestrationInstanceCompleted':
    case 'SubOrchestrationInstanceFailed':
    case 'EntityOperationCompleted':
    case 'EntityOperationFailed':
    case 'EntityLockGranted':
      task.answered += 1;
      break;
    default:
      break;
  }
}
