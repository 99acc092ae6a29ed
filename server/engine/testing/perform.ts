/** The interpreter orchestrator: performs a program, and returns what it saw. */
import type { OrchestrationContext } from '../orchestration-context';
import { TimerTask } from '../scheduled-task';
import type { Task } from '../task';
import type { Expression, Leaf, Program, Statement } from './program';
import type { GeneratorCode } from './scenario';

type Scheduled = { task: Task<unknown>; children: Scheduled[] };

/** What a program sees of an ended task; of `any`, which one won. */
export type Seen = unknown;

/** An orchestrator that performs the program and returns all that it saw, in order. */
export function performing(program: Program): GeneratorCode {
  return function* (context) {
    const seen: Seen[] = [];
    yield* perform(context, program, seen);
    return seen;
  };
}

function* perform(context: OrchestrationContext, body: Statement[], seen: Seen[]): Generator<Task<unknown>, void> {
  for (const statement of body) yield* performOne(context, statement, seen);
}

function* performOne(
  context: OrchestrationContext,
  statement: Statement,
  seen: Seen[],
): Generator<Task<unknown>, void> {
  switch (statement.do) {
    case 'schedule':
      return void schedule(context, statement.leaf);
    case 'setStatus':
      return context.setCustomStatus(statement.status);
    case 'loop':
      for (let round = 0; round < statement.times; round += 1) yield* perform(context, statement.body, seen);
      return;
    case 'try':
      try {
        yield* perform(context, statement.body, seen);
      } catch (error) {
        seen.push((error as Error).message);
      }
      return;
    case 'await': {
      const scheduled = scheduleAll(context, statement.expression);
      yield scheduled.task;
      seen.push(see(scheduled));
      if (statement.thenCancelTimers) cancelTimers(scheduled);
    }
  }
}

function scheduleAll(context: OrchestrationContext, expression: Expression): Scheduled {
  if (!('of' in expression)) return { task: schedule(context, expression), children: [] };
  const children = expression.of.map((child) => scheduleAll(context, child));
  const [first, ...others] = children.map(({ task }) => task);
  if (first === undefined) return { task: context.all([]) as Task<unknown>, children };
  const task = expression.kind === 'all' ? context.all([first, ...others]) : context.any([first, ...others]);
  return { task: task as Task<unknown>, children };
}

function schedule(context: OrchestrationContext, leaf: Leaf): Task<unknown> {
  switch (leaf.kind) {
    case 'call':
      return context.callActivity(leaf.name);
    case 'wait':
      return context.waitForExternalEvent(leaf.name);
    case 'timer':
      return context.createTimer({ minutes: leaf.minutes }) as Task<unknown>;
  }
}

function see({ task, children }: Scheduled): Seen {
  if (task.isFaulted) return 'failed';
  if (children.length === 0) return task.result ?? 'fired';
  const winner = children.findIndex((child) => child.task === task.result);
  return winner < 0 ? children.map(see) : { winner, saw: children.slice(winner, winner + 1).map(see) };
}

function cancelTimers({ task, children }: Scheduled): void {
  if (task instanceof TimerTask) task.cancel();
  for (const child of children) cancelTimers(child);
}
