/** Tasks made of tasks. Their children keep running whatever becomes of the whole. */
import { type OnAwaited, Task } from './task';

export class AllTask extends Task<unknown[]> {
  #open: number;
  /** Those that were open not long ago, in order; null until somebody asks. */
  #lately: readonly Task<unknown>[] | null = null;
  /** All before this one have ended. */
  #first = 0;

  constructor(
    readonly children: readonly Task<unknown>[],
    onAwaited: OnAwaited,
  ) {
    super(onAwaited);
    this.#open = children.length;
    if (children.length === 0) this.settle({ ok: true, value: [] });
    for (const child of children) child.observe(() => this.#oneEnded());
  }

  get open(): number {
    return this.#open;
  }

  /** The children that have not ended, in order. Passes over no more than are open of those that have. */
  *openChildren(): Iterable<Task<unknown>> {
    this.#lately ??= this.children;
    while (this.#lately[this.#first]?.isCompleted) this.#first += 1;
    if (this.#lately.length - this.#first > 2 * this.#open) {
      this.#lately = this.#lately.filter((child) => !child.isCompleted);
      this.#first = 0;
    }
    for (let index = this.#first; index < this.#lately.length; index += 1) {
      const child = this.#lately[index];
      if (child !== undefined && !child.isCompleted) yield child;
    }
  }

  #oneEnded(): void {
    this.#open -= 1;
    if (this.#open > 0) return;
    const failed = this.children.filter((child) => child.isFaulted);
    if (failed.length === 0) this.settle({ ok: true, value: this.children.map((child) => child.result) });
    else
      this.settle({
        ok: false,
        error: aggregate(
          failed.map(({ error }) => error),
          this.children.length,
        ),
      });
  }
}

export class AnyTask extends Task<Task<unknown>> {
  constructor(
    readonly children: readonly Task<unknown>[],
    onAwaited: OnAwaited,
  ) {
    super(onAwaited);
    for (const child of children) child.observe(() => this.settle({ ok: true, value: child }));
  }
}

/** How many messages the error of many failures tells; it keeps all of the errors. */
const MESSAGES_MAX = 20;

/** The error for some failures among `total` tasks. */
export function aggregate(errors: readonly unknown[], total: number): AggregateError {
  const messages = errors
    .slice(0, MESSAGES_MAX)
    .map((error) => (error instanceof Error ? error.message : String(error)));
  if (errors.length > MESSAGES_MAX) messages.push(`and ${errors.length - MESSAGES_MAX} more`);
  return new AggregateError(errors, `${errors.length} of ${total} tasks failed: ${messages.join('; ')}`);
}
