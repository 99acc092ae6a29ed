/** Says what an orchestrator waits for, in a tree small enough for an instance's row. */
import type { AwaitTree } from '@/contract/await-tree';
import { AllTask, AnyTask } from './composite-task';
import { MapTask } from './map-task';
import { RoutineTask } from './routine-task';
import { ScheduledTask, TimerTask } from './scheduled-task';
import type { Task } from './task';

/** At most this many different things are named on each level. */
const BRANCHES_MAX = 12;

/** The tree over the tasks that user code awaits; null where it awaits none. */
export function describeAwaited(tasks: Iterable<Task<unknown>>): AwaitTree | null {
  const branches = fold(tasks);
  if (branches.length === 0) return null;
  return branches.length === 1 ? (branches[0] ?? null) : { kind: 'all', of: branches };
}

function describe(task: Task<unknown>): AwaitTree | null {
  if (task.isCompleted || (task instanceof TimerTask && task.isCanceled)) return null;
  if (task instanceof ScheduledTask) return task.describe();
  if (task instanceof AllTask) return group('all', fold(task.children));
  if (task instanceof AnyTask) return group('any', fold(task.children));
  if (task instanceof MapTask) return group('all', fold(task.running));
  if (task instanceof RoutineTask) return task.current && describe(task.current);
  return null;
}

function group(kind: 'all' | 'any', of: AwaitTree[]): AwaitTree {
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind, of };
}

/** Describes the open ones, folding neighbours that differ in nothing but their id. */
function fold(tasks: Iterable<Task<unknown>>): AwaitTree[] {
  const branches: AwaitTree[] = [];
  for (const task of tasks) {
    const branch = describe(task);
    if (branch === null) continue;
    const last = branches.at(-1);
    if (last !== undefined && isSame(last, branch)) last.count = (last.count ?? 1) + 1;
    else if (branches.length < BRANCHES_MAX) branches.push(branch);
  }
  return branches;
}

function isSame(last: AwaitTree, next: AwaitTree): last is Extract<AwaitTree, { kind: 'activity' | 'event' }> {
  if (last.kind === 'activity') return next.kind === 'activity' && last.name === next.name;
  return last.kind === 'event' && next.kind === 'event' && last.name === next.name && last.question === next.question;
}
