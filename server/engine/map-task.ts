/** A fan-out of which only some run at a time. The next item begins as one ends, at the same cost however many there are. */
import { aggregate } from './composite-task';
import { type OnAwaited, Task } from './task';

export type Mapped = {
  total: number;
  concurrency: number;
  /** Begins with the item at `index`. */
  begin(index: number): Task<unknown>;
  /** Told when an item has ended, and how many have by then. */
  onDone(done: number): void;
};

export class MapTask extends Task<unknown[]> {
  readonly #running = new Set<Task<unknown>>();
  readonly #results: unknown[];
  readonly #failures: { index: number; error: unknown }[] = [];
  #begun = 0;
  #done = 0;
  #isFilling = false;

  constructor(
    private readonly work: Mapped,
    onAwaited: OnAwaited,
  ) {
    super(onAwaited);
    this.#results = Array.from({ length: work.total });
    this.#fill();
  }

  /** What is under way. */
  get running(): Iterable<Task<unknown>> {
    return this.#running;
  }

  get runningCount(): number {
    return this.#running.size;
  }

  /** Items may end as they begin, so that their ends come while this goes on. */
  #fill(): void {
    if (this.#isFilling) return;
    this.#isFilling = true;
    while (this.#begun < this.work.total && this.#running.size < this.work.concurrency) this.#begin(this.#begun);
    this.#isFilling = false;
    if (this.#done === this.work.total) this.#end();
  }

  #begin(index: number): void {
    this.#begun += 1;
    let task: Task<unknown>;
    try {
      task = this.work.begin(index);
    } catch (error) {
      return this.#fail(index, error);
    }
    this.#running.add(task);
    task.observe(() => this.#ended(index, task));
  }

  #ended(index: number, task: Task<unknown>): void {
    this.#running.delete(task);
    if (task.isFaulted) this.#fail(index, task.error);
    else this.#succeed(index, task.result);
    this.#fill();
  }

  #succeed(index: number, result: unknown): void {
    this.#results[index] = result;
    this.#count();
  }

  #fail(index: number, error: unknown): void {
    this.#failures.push({ index, error });
    this.#count();
  }

  #count(): void {
    this.#done += 1;
    this.work.onDone(this.#done);
  }

  #end(): void {
    if (this.#failures.length === 0) return this.settle({ ok: true, value: this.#results });
    const errors = this.#failures.sort((one, other) => one.index - other.index).map(({ error }) => error);
    this.settle({ ok: false, error: aggregate(errors, this.work.total) });
  }
}
