/** What an orchestrator sees of the world. Every call is assigned its task id when it is made, in order. */
import type { HumanTask } from '@/contract/human-task';
import type { ActivityReference } from './activity';
import { captureCallSite } from './call-site';
import { AllTask, AnyTask } from './composite-task';
import { assertName } from './function-name';
import type { HistoryFact } from './history';
import { type Duration, dueMoment, toDate } from './orchestration-time';
import type { InstanceRecord, LogLevel } from './outcome';
import { serialize } from './payload';
import { ActivityTask, EventTask, type ScheduledTask, TimerTask } from './scheduled-task';
import type { EndedTask, Task } from './task';

/** What the context needs of the execution behind it. */
export interface ContextHost {
  readonly record: Pick<InstanceRecord, 'instanceId' | 'parent' | 'version'>;
  readonly now: number;
  readonly isReplaying: boolean;
  /** Throws when no turn of this instance is under way. */
  assertInTurn(): void;
  nextTaskId(): number;
  schedule(task: ScheduledTask<unknown>, fact: HistoryFact): void;
  cancel(timer: TimerTask): void;
  emit(fact: HistoryFact): void;
  awaited(task: Task<unknown>): void;
  log(level: LogLevel, message: string, facts: unknown): void;
}

type Results<Tasks extends readonly Task<unknown>[]> = {
  -readonly [Index in keyof Tasks]: Tasks[Index] extends Task<infer Result> ? Result : never;
};

/** A function's input as an argument: it may be left out where it may be undefined. */
type InputArgument<Input> = undefined extends Input ? [input?: Input] : [input: Input];

type Log = (message: string, facts?: unknown) => void;

export type ReplaySafeLogger = Record<LogLevel, Log>;

export class OrchestrationContext {
  readonly #host: ContextHost;

  /** @internal */
  constructor(host: ContextHost) {
    this.#host = host;
  }

  /** Writes only what is new: a replay does not repeat it. */
  get log(): ReplaySafeLogger {
    const at =
      (level: LogLevel): Log =>
      (message, facts) =>
        this.#host.log(level, message, facts);
    return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  }

  get instanceId(): string {
    return this.#host.record.instanceId;
  }

  /** The instance that called this one as a sub-orchestration. */
  get parentInstanceId(): string | undefined {
    return this.#host.record.parent?.instanceId;
  }

  /** The version that the instance was started with. */
  get version(): string | undefined {
    return this.#host.record.version ?? undefined;
  }

  /** The time of this turn: the same for all of a turn, the same in every replay, and never going back. */
  get currentUtcDateTime(): Date {
    this.#host.assertInTurn();
    return toDate(this.#host.now);
  }

  get isReplaying(): boolean {
    return this.#host.isReplaying;
  }

  /** Runs an activity, by reference or by name. Its task fails with a `TaskFailedError`. */
  callActivity<Input, Output>(
    activity: ActivityReference<Input, Output>,
    ...input: InputArgument<NoInfer<Input>>
  ): Task<Output>;
  callActivity<Output = unknown>(name: string, input?: unknown): Task<Output>;
  callActivity(activity: string | ActivityReference<never, unknown>, input?: unknown): Task<unknown> {
    this.#host.assertInTurn();
    const name = typeof activity === 'string' ? activity : activity.name;
    assertName(name, 'An activity');
    const payload = serialize(input, `The input of activity '${name}'`);
    const task = new ActivityTask(this.#host.nextTaskId(), name, (awaited) => this.#host.awaited(awaited));
    this.#host.schedule(task, {
      type: 'TaskScheduled',
      taskId: task.id,
      name,
      payload,
      callSite: this.#callSite(this.callActivity),
    });
    return task;
  }

  /** A durable timer, however long. Fires at once for a moment that has passed. */
  createTimer(due: Date | Duration): TimerTask {
    this.#host.assertInTurn();
    const fireAt = dueMoment(due, this.#host.now);
    const task = new TimerTask(
      this.#host.nextTaskId(),
      fireAt,
      toDate(fireAt).toISOString(),
      (awaited) => this.#host.awaited(awaited),
      (timer) => this.#host.cancel(timer),
    );
    this.#host.schedule(task, {
      type: 'TimerCreated',
      taskId: task.id,
      fireAt,
      callSite: this.#callSite(this.createTimer),
    });
    return task;
  }

  /** Waits for an event raised from outside, now or earlier. With a human task, people are asked in the dashboard. */
  waitForExternalEvent<Data = unknown>(name: string, humanTask?: HumanTask): Task<Data> {
    this.#host.assertInTurn();
    assertName(name, 'An external event');
    if (humanTask !== undefined) serialize(humanTask, `The human task of event '${name}'`);
    const task = new EventTask<Data>(this.#host.nextTaskId(), name, humanTask?.question, (awaited) =>
      this.#host.awaited(awaited),
    );
    this.#host.schedule(task, {
      type: 'EventWaitStarted',
      taskId: task.id,
      name,
      humanTask,
      callSite: this.#callSite(this.waitForExternalEvent),
    });
    return task;
  }

  /** Waits for all tasks. Their results in order; where some failed, an `AggregateError` of all their errors at the end. */
  all<const Tasks extends readonly Task<unknown>[]>(tasks: Tasks): Task<Results<Tasks>> {
    return new AllTask(tasks, (awaited) => this.#host.awaited(awaited)) as Task<unknown> as Task<Results<Tasks>>;
  }

  /** Waits for the first task to end, in history's order. Gives that task itself: compare it, then read its `result`. */
  any<const Tasks extends readonly [Task<unknown>, ...Task<unknown>[]]>(
    tasks: Tasks,
  ): Task<EndedTask<Results<Tasks>[number]>> {
    if (tasks.length === 0) throw new TypeError('any needs at least one task.');
    return new AnyTask(tasks, (awaited) => this.#host.awaited(awaited)) as Task<unknown> as Task<EndedTask<never>>;
  }

  /** Shows a value beside the instance's status; undefined clears it. */
  setCustomStatus(status: unknown): void {
    this.#host.assertInTurn();
    this.#host.emit({ type: 'CustomStatusSet', payload: serialize(status, 'The custom status') });
  }

  #callSite(boundary: (...args: never[]) => unknown): string | undefined {
    return this.#host.isReplaying ? undefined : captureCallSite(boundary);
  }
}
