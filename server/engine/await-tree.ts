/**
 * Says what an orchestrator waits for, in a tree small enough for an instance's row.
 *
 * A1. It is made at every turn, so that what it costs does not grow with what is open: of many tasks the first ones are
 *     looked at, and where these are alike, all are counted as such.
 */
import type { AwaitTree } from '@/contract/await-tree';
import { AllTask, AnyTask } from './composite-task';
import { MapTask } from './map-task';
import { RoutineTask } from './routine-task';
import { ActivityTask, ScheduledTask, TimerTask } from './scheduled-task';
import type { Task } from './task';

/** At most this many different things are named on each level. */
const BRANCHES_MAX = 12;

/** At most this many open tasks are looked at on each level. */
const LOOKED_AT_MAX = 1_000;

/** The tree over the `count` tasks that user code awaits; null where it awaits none. */
export function describeAwaited(tasks: Iterable<Task<unknown>>, count: number): AwaitTree | null {
  const branches = fold(tasks, count);
  if (branches.length === 0) return null;
  return branches.length === 1 ? (branches[0] ?? null) : { kind: 'all', of: branches };
}

function describe(task: Task<unknown>): AwaitTree | null {
  if (!isOpen(task)) return null;
  if (task instanceof ScheduledTask) return task.describe();
  if (task instanceof AllTask) return group('all', fold(task.openChildren(), task.open));
  if (task instanceof AnyTask) return group('any', fold(task.children, task.children.length));
  if (task instanceof MapTask) return group('all', fold(task.running, task.runningCount));
  if (task instanceof RoutineTask) return task.current && describe(task.current);
  return null;
}

function isOpen(task: Task<unknown>): boolean {
  return !(task.isCompleted || (task instanceof TimerTask && task.isCanceled));
}

function group(kind: 'all' | 'any', of: AwaitTree[]): AwaitTree {
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind, of };
}

/** Describes the open ones of `count` tasks, folding neighbours that differ in nothing but their id. */
function fold(tasks: Iterable<Task<unknown>>, count: number): AwaitTree[] {
  const branches: AwaitTree[] = [];
  let before: Task<unknown> | null = null;
  let lookedAt = 0;
  for (const task of tasks) {
    if (lookedAt === LOOKED_AT_MAX) {
      if (branches.length === 1) countAs(branches[0], count);
      break;
    }
    lookedAt += 1;
    if (before !== null && isAlike(before, task)) {
      countOneMore(branches.at(-1));
      continue;
    }
    const branch = describe(task);
    if (branch === null) continue;
    before = task;
    if (!add(branches, branch)) break;
  }
  return branches;
}

/** False where there is no more room. */
function add(branches: AwaitTree[], branch: AwaitTree): boolean {
  const last = branches.at(-1);
  if (last !== undefined && isSame(last, branch)) countOneMore(last);
  else if (branches.length < BRANCHES_MAX) branches.push(branch);
  else return false;
  return true;
}

function countOneMore(tree: AwaitTree | undefined): void {
  if (tree !== undefined && isCountable(tree)) tree.count = (tree.count ?? 1) + 1;
}

function countAs(tree: AwaitTree | undefined, count: number): void {
  if (tree !== undefined && isCountable(tree)) tree.count = count;
}

/** Two open calls of one activity: what most wide fan-outs are made of, told without describing each. */
function isAlike(one: Task<unknown>, other: Task<unknown>): boolean {
  return one instanceof ActivityTask && other instanceof ActivityTask && one.name === other.name && !other.isCompleted;
}

type Countable = Extract<AwaitTree, { kind: 'activity' | 'event' }>;

function isCountable(tree: AwaitTree): tree is Countable {
  return tree.kind === 'activity' || tree.kind === 'event';
}

function isSame(last: AwaitTree, next: AwaitTree): last is Countable {
  if (last.kind === 'activity') return next.kind === 'activity' && last.name === next.name;
  return last.kind === 'event' && next.kind === 'event' && last.name === next.name && last.question === next.question;
}
