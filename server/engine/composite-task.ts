/** Tasks made of tasks. Their children keep running whatever becomes of the whole. */
import { type OnAwaited, Task } from './task';

export class AllTask extends Task<unknown[]> {
  #open: number;

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
