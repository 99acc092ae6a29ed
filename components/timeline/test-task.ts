import type { TaskGroup } from './task-group';

/** A task for tests: an activity that took from 0 to 10 ms, but for what is given. */
export function testTask(taskId: number, given: Partial<TaskGroup> = {}): TaskGroup {
  const { startedAt = 0, endedAt = 10, outcome = 'done' } = given;
  return {
    key: `task-${taskId}`,
    taskId,
    kind: 'activity',
    name: 'Say',
    callSite: null,
    turn: 1,
    attempts: [{ taskId, startedAt, endedAt, ranMs: null, outcome, startSeq: taskId, endSeq: null }],
    startedAt,
    endedAt,
    outcome,
    endedBy: null,
    fireAt: null,
    grantedAt: null,
    question: null,
    instanceId: null,
    actor: null,
    failure: null,
    ...given,
  };
}
