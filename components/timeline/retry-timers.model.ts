import type { TaskGroup } from './task-group';

/**
 * The tasks without the timers that a retried call made for itself: its time limits, and the pauses between its tries. They
 * say nothing that its bar does not show.
 */
export function withoutRetryTimers(tasks: readonly TaskGroup[]): TaskGroup[] {
  const retried = tasks.filter(({ attempts }) => attempts.length > 1);
  if (retried.length === 0) return [...tasks];
  const timers = new Map(tasks.flatMap((task) => (task.kind === 'timer' ? [[task.taskId, task]] : [])));
  const limits = new Set(retried.flatMap((task) => limitsOf(task, timers)));
  const retries = new Set(retried.flatMap(retriesOf));
  return tasks.filter((task) => !limits.has(task) && !isPause(task, retries));
}

/** Each try is followed by its limit; a timer of the orchestrator's own may follow the first, but not the others too. */
function limitsOf({ attempts, callSite }: TaskGroup, timers: ReadonlyMap<number, TaskGroup>): TaskGroup[] {
  const limits = attempts.flatMap(({ taskId }) => timers.get(taskId + 1) ?? []);
  return limits.length === attempts.length && limits.every((timer) => timer.callSite === callSite) ? limits : [];
}

/** When and where the tries after the first began. */
function retriesOf({ attempts, callSite }: TaskGroup): string[] {
  return attempts.slice(1).map(({ startedAt }) => placeOf(startedAt, callSite));
}

/** True for a timer whose firing began a try. */
function isPause({ endedBy, endedAt, callSite }: TaskGroup, retries: ReadonlySet<string>): boolean {
  return endedBy === 'TimerFired' && retries.has(placeOf(endedAt, callSite));
}

function placeOf(at: number | null, callSite: string | null): string {
  return `${at} ${callSite}`;
}
