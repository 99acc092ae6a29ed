/** What an orchestrator sees of the world. Every call is assigned its task id when it is made, in order. */
import { limits } from '@/contract/limits';
import type { ActivityReference } from './activity';
import type { CallArguments } from './call-arguments';
import { captureCallSite } from './call-site';
import { callEntity, signalEntity } from './calls/ask-entity';
import { type CallActivityOptions, callActivity } from './calls/call-activity';
import { type CallHttpOptions, callHttp } from './calls/call-http';
import {
  type CalledOrchestrator,
  type CallSubOrchestratorOptions,
  callSubOrchestrator,
} from './calls/call-sub-orchestrator';
import type { ContextHost } from './calls/context-host';
import { createTimer } from './calls/create-timer';
import { lockEntities } from './calls/lock-entities';
import { type MapCall, type MapOptions, mapItems } from './calls/map-items';
import { newGuid } from './calls/new-guid';
import { sendEvent } from './calls/send-event';
import { type WaitOptions, waitForEvent } from './calls/wait-for-event';
import { AllTask, AnyTask } from './composite-task';
import type { DurableHttpResponse } from './durable-http';
import {
  type AnyEntityId,
  type AskArguments,
  type EntityId,
  type InputOf,
  type ResultOf,
  toEntityId,
} from './entity-id';
import type { LockTask } from './entity-tasks';
import type { FunctionLogger } from './function-logger';
import { type Due, toDate } from './orchestration-time';
import type { LogLevel } from './outcome';
import { serialize } from './payload';
import type { TimerTask } from './scheduled-task';
import type { SignalOptions } from './signal-options';
import type { EndedTask, Task } from './task';
import { compareVersions } from './version';

type Results<Tasks extends readonly Task<unknown>[]> = {
  -readonly [Index in keyof Tasks]: Tasks[Index] extends Task<infer Result> ? Result : never;
};

export class OrchestrationContext {
  readonly #host: ContextHost;
  #guids = 0;

  /** @internal */
  constructor(host: ContextHost) {
    this.#host = host;
  }

  /** Writes only what is new: a replay does not repeat it. */
  get log(): FunctionLogger {
    const at =
      (level: LogLevel): FunctionLogger[LogLevel] =>
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

  /** What the instance was started with, to be found by. */
  get tags(): Readonly<Record<string, string>> {
    return { ...this.#host.record.tags };
  }

  /** Negative where the instance's version is older than `version`, 0 where it is the same. None is older than any. */
  compareVersionTo(version: string | null | undefined): number {
    return compareVersions(this.#host.record.version, version ?? null);
  }

  /** The time of this turn: the same for all of a turn, the same in every replay, and never going back. */
  get currentUtcDateTime(): Date {
    this.#host.assertInTurn();
    return toDate(this.#host.now);
  }

  get isReplaying(): boolean {
    return this.#host.isReplaying;
  }

  /** True once somebody asked the instance to come to an end. What it waited for then threw an `OrchestrationCanceledError`. */
  get isCancelRequested(): boolean {
    return this.#host.isCancelRequested;
  }

  /** Runs an activity, by reference or by name. Its task fails with a `TaskFailedError`. */
  callActivity<Input, Output>(
    activity: ActivityReference<Input, Output>,
    ...call: CallArguments<NoInfer<Input>, CallActivityOptions>
  ): Task<Output>;
  callActivity<Output = unknown>(name: string, input?: unknown, options?: CallActivityOptions): Task<Output>;
  callActivity(
    activity: string | ActivityReference<never, unknown>,
    input?: unknown,
    options?: CallActivityOptions,
  ): Task<unknown> {
    const callSite = this.#callSite(this.callActivity, options?.retry !== undefined);
    return callActivity(this.#host, { activity, input, options, callSite });
  }

  /** Runs an orchestrator as an instance of its own, by reference or by name. Its task fails with a `TaskFailedError`. */
  callSubOrchestrator<Input, Output>(
    orchestrator: CalledOrchestrator<Input, Output>,
    ...call: CallArguments<NoInfer<Input>, CallSubOrchestratorOptions>
  ): Task<Output>;
  callSubOrchestrator<Output = unknown>(
    name: string,
    input?: unknown,
    options?: CallSubOrchestratorOptions,
  ): Task<Output>;
  callSubOrchestrator(
    orchestrator: string | CalledOrchestrator<never, unknown>,
    input?: unknown,
    options?: CallSubOrchestratorOptions,
  ): Task<unknown> {
    const callSite = this.#callSite(this.callSubOrchestrator, options?.retry !== undefined);
    return callSubOrchestrator(this.#host, { orchestrator, input, options, callSite });
  }

  /**
   * Begins the instance anew with this input and without its history, as soon as the code returns or waits. What the code
   * does after it does not count, but for an error, which fails the instance. Events that nobody took are kept by default.
   */
  continueAsNew(input?: unknown, { keepEvents = true }: { keepEvents?: boolean } = {}): void {
    this.#host.continueAsNew({ payload: serialize(input, 'The input of the next generation'), keepEvents });
  }

  /** Raises an event for another instance, and does not wait: nothing is said where there is no such instance. */
  sendEvent(instanceId: string, name: string, data?: unknown): void {
    sendEvent(this.#host, { instanceId, name, data, callSite: this.#callSite(this.sendEvent) });
  }

  /**
   * Asks an entity for an operation and waits for its result. Its task fails with a `TaskFailedError` where the operation
   * does.
   */
  callEntity<Operations, Name extends keyof Operations & string>(
    entity: EntityId<Operations>,
    operation: Name,
    ...rest: InputOf<Operations[Name]>
  ): Task<ResultOf<Operations[Name]>>;
  callEntity<Result = unknown>(entity: EntityId, operation: string, input?: unknown): Task<Result>;
  callEntity(entity: AnyEntityId, operation: string, input?: unknown): Task<unknown> {
    return callEntity(this.#host, { entity, operation, input, callSite: this.#callSite(this.callEntity) });
  }

  /** Asks an entity for an operation, without waiting for it. What is sent to one entity arrives in order. */
  signalEntity<Operations, Name extends keyof Operations & string>(
    entity: EntityId<Operations>,
    operation: Name,
    ...rest: AskArguments<Operations[Name], SignalOptions>
  ): void;
  signalEntity(entity: AnyEntityId, operation: string, input?: unknown, options: SignalOptions = {}): void {
    const callSite = this.#callSite(this.signalEntity);
    signalEntity(this.#host, { entity, operation, input, callSite }, options.dueAt);
  }

  /**
   * Locks entities for this instance alone, all together: nobody else's operations run until the lock is released, or the
   * instance ends. Meanwhile only calls of these entities are allowed, and no sub-orchestrations.
   */
  lockEntities(...entities: readonly AnyEntityId[]): LockTask {
    return lockEntities(this.#host, entities, this.#callSite(this.lockEntities));
  }

  /** True while this instance holds locks. */
  get isInCriticalSection(): boolean {
    return this.#host.section.locked !== null;
  }

  /** The entities that this instance has locked. */
  get lockedEntities(): EntityId[] {
    return (this.#host.section.locked ?? []).map(toEntityId);
  }

  /** A durable timer, however long. Fires at once for a moment that has passed. */
  createTimer(due: Due): TimerTask {
    return createTimer(this.#host, { due, callSite: this.#callSite(this.createTimer) });
  }

  /** Waits for an event raised from outside, now or earlier. */
  waitForExternalEvent<Data = unknown>(name: string, options?: WaitOptions): Task<Data> {
    const callSite = this.#callSite(this.waitForExternalEvent);
    return waitForEvent(this.#host, { name, options, callSite }) as Task<Data>;
  }

  /** Waits for all tasks. Their results in order; where some failed, an `AggregateError` of all their errors at the end. */
  all<const Tasks extends readonly Task<unknown>[]>(tasks: Tasks): Task<Results<Tasks>> {
    return new AllTask(tasks, this.#host.awaited) as Task<unknown> as Task<Results<Tasks>>;
  }

  /** Waits for the first task to end, in history's order. Gives that task itself: compare it, then read its `result`. */
  any<const Tasks extends readonly [Task<unknown>, ...Task<unknown>[]]>(
    tasks: Tasks,
  ): Task<EndedTask<Results<Tasks>[number]>> {
    if (tasks.length === 0) throw new TypeError('any needs at least one task.');
    return new AnyTask(tasks, this.#host.awaited) as Task<unknown> as Task<EndedTask<never>>;
  }

  /**
   * A fan-out of at most `concurrency` tasks at a time: `begin` is called for each item in order. Results and failures are
   * those of `all`.
   */
  map<Item, Result>(
    items: readonly Item[],
    begin: (item: Item, index: number) => Task<Result>,
    options: MapOptions,
  ): Task<Result[]> {
    this.#host.assertInTurn();
    const setCustomStatus = (status: unknown) => this.setCustomStatus(status);
    const call = { items, begin: begin as MapCall['begin'], options, setCustomStatus };
    return mapItems(this.#host, call) as Task<unknown> as Task<Result[]>;
  }

  /**
   * Makes an HTTP request; where its answer is 202 with a Location, asks there until it is another. Any other answer is the
   * result, also one that tells of an error. Its task fails where there is no answer at all, or the target is not allowed.
   */
  callHttp(request: CallHttpOptions): Task<DurableHttpResponse> {
    return callHttp(this.#host, request, this.#callSite(this.callHttp, true));
  }

  /** A uuid: different at every call, and the same in every replay. */
  newGuid(): string {
    this.#host.assertInTurn();
    this.#guids += 1;
    return newGuid(this.#host, this.#guids - 1);
  }

  /** Shows a value beside the instance's status, up to 64 KiB of JSON; undefined clears it. */
  setCustomStatus(status: unknown): void {
    this.#host.assertInTurn();
    const payload = serialize(status, 'The custom status', limits().customStatusLength);
    this.#host.emit({ type: 'CustomStatusSet', payload });
  }

  /** Where the user's code made a call, if that is wanted or `isKept` for later; the call has to be made within a turn. */
  #callSite(boundary: (...args: never[]) => unknown, isKept = false): string | undefined {
    this.#host.assertInTurn();
    return this.#host.wantsCallSites || isKept ? captureCallSite(boundary) : undefined;
  }
}
