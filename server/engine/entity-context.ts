/** What an operation of an entity sees of the world, and what it can do to it. It works only while the operation runs. */
import type { CallArguments } from './call-arguments';
import { type AskArguments, type EntityId, toEntityId, toInstanceId } from './entity-id';
import { dueMoment } from './orchestration-time';
import type { AnyOrchestrator, OrchestratorReference } from './orchestrator';
import type { LogLevel } from './outcome';
import type { SignalOptions } from './signal-options';

/** What the context needs of the operation behind it. */
export interface EntityContextHost {
  readonly instanceId: string;
  /** The operation. */
  readonly name: string;
  readonly now: number;
  readonly exists: boolean;
  readonly input: unknown;
  readonly state: unknown;
  setState(state: unknown): void;
  deleteState(): void;
  deleteStateAtEnd(): void;
  setResult(value: unknown): void;
  signal(instanceId: string, operation: string, input: unknown, dueAt: number | undefined): void;
  /** Gives the id of the new instance. */
  start(name: string, input: unknown, instanceId: string | undefined): string;
  log(level: LogLevel, message: string, facts: unknown): void;
}

type Log = (message: string, facts?: unknown) => void;

export class EntityContext<State = unknown> {
  readonly #host: EntityContextHost;

  /** @internal */
  constructor(host: EntityContextHost) {
    this.#host = host;
  }

  get entityId(): EntityId {
    return toEntityId(this.#host.instanceId);
  }

  get entityName(): string {
    return this.entityId.name;
  }

  get entityKey(): string {
    return this.entityId.key;
  }

  /** As the caller wrote it. */
  get operationName(): string {
    return this.#host.name;
  }

  /** True while the entity has no state. */
  get isNewlyConstructed(): boolean {
    return !this.#host.exists;
  }

  /** Writes log lines, also where the operation fails in the end. */
  get log(): Record<LogLevel, Log> {
    const at =
      (level: LogLevel): Log =>
      (message, facts) =>
        this.#host.log(level, message, facts);
    return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  }

  /** The state, or what `initialize` gives where there is none. Only `setState` keeps it. */
  getState<T = State>(): T | undefined;
  getState<T = State>(initialize: () => T): T;
  getState(initialize?: () => unknown): unknown {
    return this.#host.exists ? this.#host.state : initialize?.();
  }

  /** Keeps a state. Without a value, and with null, there is none any more. */
  setState(state: State | null | undefined): void {
    this.#host.setState(state);
  }

  /** The entity has no state from here on. */
  deleteState(): void {
    this.#host.deleteState();
  }

  /** The entity has no state once this operation has ended, whatever it sets before. */
  destructOnExit(): void {
    this.#host.deleteStateAtEnd();
  }

  /** What the caller gave. */
  getInput<T = unknown>(): T {
    return this.#host.input as T;
  }

  /** Gives the caller its result; the last one counts. */
  return(value: unknown): void {
    this.#host.setResult(value);
  }

  /** Asks an entity for an operation, without waiting for it. Signals to one entity arrive in order. */
  signalEntity<Operations, Name extends keyof Operations & string>(
    entity: EntityId<Operations>,
    operation: Name,
    ...rest: AskArguments<Operations[Name], SignalOptions>
  ): void;
  signalEntity(entity: EntityId<never>, operation: string, input?: unknown, { dueAt }: SignalOptions = {}): void {
    const due = dueAt && dueMoment(dueAt, this.#host.now, 'dueAt');
    this.#host.signal(toInstanceId(entity), operation, input, due);
  }

  /** Starts an orchestration, without waiting for it. Gives its instance id. */
  startNewOrchestration<Input>(
    orchestrator: OrchestratorReference<Input, unknown>,
    ...rest: CallArguments<NoInfer<Input>, { instanceId?: string }>
  ): string;
  startNewOrchestration(name: string, input?: unknown, options?: { instanceId?: string }): string;
  startNewOrchestration(
    orchestrator: string | AnyOrchestrator,
    input?: unknown,
    { instanceId }: { instanceId?: string } = {},
  ): string {
    return this.#host.start(typeof orchestrator === 'string' ? orchestrator : orchestrator.name, input, instanceId);
  }
}
