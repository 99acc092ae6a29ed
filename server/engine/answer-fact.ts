/** What the answer to a task becomes in history: that depends on what the task stands for. */
import { EntityTask, LockTask } from './entity-tasks';
import type { Message } from './history';
import type { IncomingFact } from './incoming-fact';
import { ActivityTask, type ScheduledTask, SubOrchestrationTask } from './scheduled-task';

export type Answer = Extract<Message, { type: 'taskCompleted' | 'taskFailed' }>;

/** Null where the task is none that somebody answers. */
export function answerFact(task: ScheduledTask<unknown>, answer: Answer): IncomingFact | null {
  if (task instanceof ActivityTask) return ofActivity(answer);
  if (task instanceof SubOrchestrationTask) return ofSubOrchestration(answer);
  if (task instanceof EntityTask) return ofOperation(answer);
  if (task instanceof LockTask && answer.type === 'taskCompleted')
    return { type: 'EntityLockGranted', taskId: task.id };
  return null;
}

function ofActivity(answer: Answer): IncomingFact {
  const { taskId, durationMs } = answer;
  return answer.type === 'taskCompleted'
    ? { type: 'TaskCompleted', taskId, payload: answer.result, durationMs }
    : { type: 'TaskFailed', taskId, failure: answer.failure, durationMs };
}

function ofSubOrchestration(answer: Answer): IncomingFact {
  const { taskId } = answer;
  return answer.type === 'taskCompleted'
    ? { type: 'SubOrchestrationInstanceCompleted', taskId, payload: answer.result }
    : { type: 'SubOrchestrationInstanceFailed', taskId, failure: answer.failure };
}

function ofOperation(answer: Answer): IncomingFact {
  const { taskId } = answer;
  return answer.type === 'taskCompleted'
    ? { type: 'EntityOperationCompleted', taskId, payload: answer.result }
    : { type: 'EntityOperationFailed', taskId, failure: answer.failure };
}
