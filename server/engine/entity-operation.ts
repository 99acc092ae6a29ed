/**
 * One operation of an entity.
 *
 * O1. An operation that throws leaves the state as it was, and sends nothing.
 * O2. It is over within its turn: what it awaits has to settle by itself. Its context works no longer than that.
 */
import type { FailureDetails } from '@/contract/failure-details';
import { EntityContext, type EntityContextHost } from './entity-context';
import { assertOperationName } from './entity-id';
import { toFailureDetails } from './failure';
import { assertName } from './function-name';
import type { EntityMessage, Payload, Sent } from './history';
import { assertInstanceId } from './instance-id';
import type { LogLevel, LogLine } from './outcome';
import { deserialize, serialize } from './payload';

/** What entities take from their surroundings. */
export type EntityWorld = {
  /** In epoch milliseconds. */
  now: number;
  /** Draws a random UUID. Entities are not replayed. */
  newGuid: () => string;
};

export type OperationCall = Extract<EntityMessage, { type: 'entityOperation' }>;

export type OperationEnd = { state: Payload; sends: Sent[]; logs: LogLine[] } & (
  | { result: Payload }
  | { failure: FailureDetails }
);

export class EntityOperation implements EntityContextHost {
  readonly context = new EntityContext(this);
  readonly #sends: Sent[] = [];
  readonly #logs: LogLine[] = [];
  #state: Payload;
  #hasTouchedState = false;
  #deletesState = false;
  #result: { value: unknown } | null = null;
  #isOver = false;

  constructor(
    readonly instanceId: string,
    private readonly call: OperationCall,
    private readonly before: Payload,
    private readonly world: EntityWorld,
  ) {
    this.#state = before;
  }

  get name(): string {
    return this.call.operation;
  }

  get now(): number {
    return this.world.now;
  }

  get exists(): boolean {
    return this.#state !== null;
  }

  get hasTouchedState(): boolean {
    return this.#hasTouchedState;
  }

  get input(): unknown {
    return deserialize(this.call.input);
  }

  get state(): unknown {
    return deserialize(this.#state);
  }

  setState(state: unknown): void {
    this.#assertRunning();
    this.#state = state === null ? null : serialize(state, 'The state');
    this.#hasTouchedState = true;
  }

  deleteState(): void {
    this.setState(null);
  }

  deleteStateAtEnd(): void {
    this.#assertRunning();
    this.#deletesState = true;
    this.#hasTouchedState = true;
  }

  setResult(value: unknown): void {
    this.#assertRunning();
    this.#result = { value };
  }

  signal(instanceId: string, operation: string, input: unknown, dueAt: number | undefined): void {
    this.#assertRunning();
    assertOperationName(operation);
    const payload = serialize(input, `The input of operation '${operation}'`);
    const requestId = this.world.newGuid();
    const message = { type: 'entityOperation' as const, operation, input: payload, requestId, caller: null };
    this.#sends.push({ instanceId, message, visibleAt: dueAt });
  }

  start(name: string, input: unknown, givenId: string | undefined): string {
    this.#assertRunning();
    assertName(name, 'An orchestrator');
    if (givenId !== undefined) assertInstanceId(givenId);
    const instanceId = givenId ?? this.world.newGuid().replaceAll('-', '');
    const start = {
      executionId: this.world.newGuid(),
      name,
      version: undefined,
      input: serialize(input, `The input of orchestrator '${name}'`),
      tags: {},
      parent: null,
      createdAt: this.world.now,
    };
    this.#sends.push({ instanceId, message: { type: 'start', start } });
    return instanceId;
  }

  log(level: LogLevel, message: string, facts: unknown): void {
    this.#assertRunning();
    this.#logs.push({ level, message, facts });
  }

  /** Ends the operation with what its code returned. */
  completed(returned: unknown): OperationEnd {
    const result = serialize(this.#result === null ? returned : this.#result.value, 'The result');
    this.#isOver = true;
    return { state: this.#deletesState ? null : this.#state, sends: this.#sends, logs: this.#logs, result };
  }

  failed(error: unknown): OperationEnd {
    this.#isOver = true;
    return { state: this.before, sends: [], logs: this.#logs, failure: toFailureDetails(error) };
  }

  #assertRunning(): void {
    if (this.#isOver) throw new Error('The context of an entity was used after its operation had ended.');
  }
}

/** Runs one operation to its end. Yields where its microtasks have to run. */
export function* runOperation(
  run: (operation: EntityOperation) => unknown,
  operation: EntityOperation,
): Generator<void, OperationEnd, void> {
  try {
    const returned = run(operation);
    if (!(returned instanceof Promise)) return operation.completed(returned);
    const settled = watch(returned);
    yield;
    return operation.completed(settled());
  } catch (error) {
    return operation.failed(error);
  }
}

/** Gives what the promise settled with, once asked; throws its error, or that it has not settled. */
function watch(promise: Promise<unknown>): () => unknown {
  let read = (): unknown => {
    throw new NotSettled();
  };
  promise.then(
    (value) => {
      read = () => value;
    },
    (error) => {
      read = () => {
        throw error;
      };
    },
  );
  return () => read();
}

class NotSettled extends Error {
  override name = 'NotSettled';
  readonly isNonRetriable = true;

  constructor() {
    super(
      'The operation waits for something. An operation ends at once: I/O and delays belong to activities and timers.',
    );
  }
}
