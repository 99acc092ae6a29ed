/** Tasks made of tasks. Their children keep running whatever becomes of the whole. */
import { Task } from './task';

export class AllTask extends Task<unknown[]> {
  #open: number;

  constructor(
    readonly children: readonly Task<unknown>[],
    onAwaited: (task: Task<unknown>) => void,
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
    else this.settle({ ok: false, error: aggregate(failed, this.children.length) });
  }
}

export class AnyTask extends Task<Task<unknown>> {
  constructor(
    readonly children: readonly Task<unknown>[],
    onAwaited: (task: Task<unknown>) => void,
  ) {
    super(onAwaited);
    for (const child of children) child.observe(() => this.settle({ ok: true, value: child }));
  }
}

function aggregate(failed: readonly Task<unknown>[], total: number): AggregateError {
  const errors = failed.map((task) => task.error);
  const messages = errors.map((error) => (error instanceof Error ? error.message : String(error)));
  return new AggregateError(errors, `${failed.length} of ${total} tasks failed: ${messages.join('; ')}`);
}
