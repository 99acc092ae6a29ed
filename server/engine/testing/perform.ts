/**
 * The interpreter orchestrator: performs a program, and returns what it saw.
 *
 * Each leaf gets a number as it is scheduled, from 1, and bears it in history: in its activity's name, or as the odd
 * milliseconds of its timer. So a reader of the history finds it again without knowing how task ids are assigned.
 */
import type { OrchestrationContext } from '../orchestration-context';
import { TimerTask } from '../scheduled-task';
import type { Task } from '../task';
import type { Expression, Leaf, Program, Statement } from './program';
import type { GeneratorCode } from './scenario';

type Scheduled = { task: Task<unknown>; children: Scheduled[] };

/** What a program sees of an ended task; of `any`, which one won. */
export type Seen = unknown;

/** A limit of time: its timer is told by the half minute. */
export function limitOf(minutes: number): { minutes: number; seconds: number } {
  return { minutes, seconds: 30 };
}

/** An orchestrator that performs the program and returns all that it saw, in order. */
export function performing(program: Program): GeneratorCode {
  return function* (context) {
    const performance = new Performance(context);
    yield* performance.perform(program);
    return performance.seen;
  };
}

class Performance {
  readonly seen: Seen[] = [];
  #number = 0;

  constructor(private readonly context: OrchestrationContext) {}

  *perform(body: Statement[]): Generator<Task<unknown>, void> {
    for (const statement of body) yield* this.#one(statement);
  }

  *#one(statement: Statement): Generator<Task<unknown>, void> {
    switch (statement.do) {
      case 'schedule':
        this.#schedule(statement.leaf);
        return;
      case 'setStatus':
        this.context.setCustomStatus(statement.status);
        return;
      case 'sendEvent':
        this.context.sendEvent('somebody', statement.name, this.seen.length);
        return;
      case 'seeTime':
        this.seen.push(this.context.currentUtcDateTime);
        return;
      case 'drawGuid':
        this.seen.push(this.context.newGuid());
        return;
      case 'loop':
        for (let round = 0; round < statement.times; round += 1) yield* this.perform(statement.body);
        return;
      case 'try':
        return yield* this.#try(statement.body);
      case 'await':
        return yield* this.#await(statement);
    }
  }

  *#try(body: Statement[]): Generator<Task<unknown>, void> {
    try {
      yield* this.perform(body);
    } catch (error) {
      this.seen.push((error as Error).message);
    }
  }

  *#await(statement: Extract<Statement, { do: 'await' }>): Generator<Task<unknown>, void> {
    const scheduled = this.#scheduleAll(statement.expression);
    yield scheduled.task;
    this.seen.push(see(scheduled));
    if (statement.thenCancelTimers) cancelTimers(scheduled);
  }

  #scheduleAll(expression: Expression): Scheduled {
    if (!('of' in expression)) return { task: this.#schedule(expression), children: [] };
    const children = expression.of.map((child) => this.#scheduleAll(child));
    const [first, ...others] = children.map(({ task }) => task);
    if (first === undefined) return { task: this.context.all([]) as Task<unknown>, children };
    const composed =
      expression.kind === 'all' ? this.context.all([first, ...others]) : this.context.any([first, ...others]);
    return { task: composed as Task<unknown>, children };
  }

  #schedule(leaf: Leaf): Task<unknown> {
    this.#number += 1;
    const label = 'name' in leaf ? `${leaf.name}#${this.#number}` : '';
    switch (leaf.kind) {
      case 'call':
        return this.context.callActivity(label, null, { timeout: limited(leaf.limit), retry: retried(leaf.tries) });
      case 'sub':
        return this.context.callSubOrchestrator(label, null, { retry: retried(leaf.tries) });
      case 'wait':
        return this.context.waitForExternalEvent(leaf.name, { timeout: limited(leaf.limit) });
      case 'timer':
        return this.context.createTimer({ minutes: leaf.minutes, milliseconds: this.#number }) as Task<unknown>;
      case 'map': {
        const items = Array.from({ length: leaf.count }, (_, index) => `${label}.${index}`);
        const options = { concurrency: leaf.concurrency };
        return this.context.map(items, (item) => this.context.callActivity(item), options) as Task<unknown>;
      }
    }
  }
}

function limited(limit: number | null) {
  return limit === null ? undefined : limitOf(limit);
}

function retried(tries: number | null) {
  return tries === null ? undefined : { firstRetryIntervalInMilliseconds: 60_000, maxNumberOfAttempts: tries };
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
