/**
 * A task: something durable that an orchestrator waits for. It can be yielded, `yield*`ed with its type, and awaited.
 *
 * T1. A task settles once; settling it again changes nothing.
 * T2. Whoever waits is told in the order in which they came, and synchronously: the turn decides what runs between two settlings.
 */

/** Goes on where somebody waits for a task that has ended now, or was interrupted in waiting for it. */
export type Resume = (interruption?: { error: Error }) => void;

/** Told when user code begins to await a task. */
export type OnAwaited = (task: Task<unknown>, resume: Resume) => void;

type Settled<T> = { ok: true; value: T } | { ok: false; error: unknown };

/** A task that has ended, as `any` gives it: the very task, without its being something to await. */
export interface EndedTask<T> {
  readonly isCompleted: boolean;
  readonly isFaulted: boolean;
  /** The result. Throws the task's error where it failed. */
  readonly result: T;
  readonly error: unknown;
}

export class Task<T> implements PromiseLike<T>, EndedTask<T> {
  #settled: Settled<T> | null = null;
  #observer: (() => void) | null = null;
  #otherObservers: (() => void)[] | null = null;
  readonly #onAwaited: OnAwaited;

  constructor(onAwaited: OnAwaited) {
    this.#onAwaited = onAwaited;
  }

  /** True once the task has a result or has failed. */
  get isCompleted(): boolean {
    return this.#settled !== null;
  }

  get isFaulted(): boolean {
    return this.#settled?.ok === false;
  }

  /** The result. Throws the task's error where it failed, and a `TypeError` while it is open. */
  get result(): T {
    if (this.#settled === null) throw new TypeError('This task has no result yet.');
    if (!this.#settled.ok) throw this.#settled.error;
    return this.#settled.value;
  }

  /** The error of a failed task; undefined otherwise. */
  get error(): unknown {
    return this.#settled?.ok === false ? this.#settled.error : undefined;
  }

  /** @internal */
  settle(settled: Settled<T>): void {
    if (this.#settled !== null) return;
    this.#settled = settled;
    const first = this.#observer;
    const others = this.#otherObservers;
    this.#observer = this.#otherObservers = null;
    first?.();
    if (others !== null) for (const observer of others) observer();
  }

  /** @internal Calls back at once where the task has settled already. */
  observe(observer: () => void): void {
    if (this.#settled !== null) return observer();
    if (this.#observer === null) {
      this.#observer = observer;
    } else {
      this.#otherObservers ??= [];
      this.#otherObservers.push(observer);
    }
  }

  *[Symbol.iterator](): Generator<Task<unknown>, T, unknown> {
    yield this as Task<unknown>;
    return this.result;
  }

  // biome-ignore lint/suspicious/noThenProperty: being awaitable is what a task is for.
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return new Promise<A | B>((resolve, reject) => {
      this.#onAwaited(this as Task<unknown>, (interruption) => {
        try {
          if (interruption === undefined) resolve(this.#handOver(onFulfilled, onRejected));
          else resolve(rejected(interruption.error, onRejected));
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  #handOver<A, B>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): A | B | PromiseLike<A | B> {
    if (this.isFaulted) return rejected(this.error, onRejected);
    return onFulfilled ? unadopted(this.result, onFulfilled) : (this.result as unknown as A);
  }
}

function rejected<B>(
  error: unknown,
  onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
): B | PromiseLike<B> {
  if (onRejected) return onRejected(error);
  throw error;
}

/**
 * Hands `value` to a promise's own resolve function. A promise would adopt a task (the winner of an `any`) and give its
 * result instead of the task itself, so the task does not look like a promise while it is handed over.
 */
function unadopted<T, A>(value: T, onFulfilled: (value: T) => A): A {
  if (!(value instanceof Task)) return onFulfilled(value);
  Object.defineProperty(value, 'then', { value: undefined, configurable: true });
  try {
    return onFulfilled(value);
  } finally {
    Reflect.deleteProperty(value, 'then');
  }
}
