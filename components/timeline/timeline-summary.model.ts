import type { TaskGroup, TaskKind } from './task-group';

const NOUNS: Record<TaskKind, [one: string, many: string]> = {
  activity: ['activity', 'activities'],
  timer: ['timer', 'timers'],
  event: ['event', 'events'],
  subOrchestration: ['sub-orchestration', 'sub-orchestrations'],
  entity: ['entity call', 'entity calls'],
  lock: ['lock', 'locks'],
  message: ['message', 'messages'],
  command: ['command', 'commands'],
};

/** What a timeline holds, in a line: `3 activities, 1 timer · 1 failed`. */
export function summary(tasks: readonly TaskGroup[]): string {
  if (tasks.length === 0) return 'No tasks yet';
  const parts = Object.entries(NOUNS).flatMap(([kind, [one, many]]) => {
    const count = tasks.filter((task) => task.kind === kind).length;
    return count === 0 ? [] : [`${count.toLocaleString('en')} ${count === 1 ? one : many}`];
  });
  const failed = tasks.filter(({ outcome }) => outcome === 'failed').length;
  return parts.join(', ') + (failed > 0 ? ` · ${failed} failed` : '');
}
