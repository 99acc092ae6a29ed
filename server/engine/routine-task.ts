/** A task that goes from task to task, as a generator says: how the engine builds calls out of simpler ones. */
import { type OnAwaited, Task } from './task';

/** Yields the tasks it waits for, and reads their ends from them. */
export type Routine<T> = Generator<Task<unknown>, T, unknown>;

type Step<T> = IteratorResult<Task<unknown>, T>;

export class RoutineTask<T> extends Task<T> {
  #current: Task<unknown> | null = null;

  constructor(
    private readonly routine: Routine<T>,
    onAwaited: OnAwaited,
  ) {
    super(onAwaited);
    this.#advance();
  }

  /** What it waits for at the moment. */
  get current(): Task<unknown> | null {
    return this.#current;
  }

  #advance(): void {
    let step: Step<T>;
    do {
      try {
        step = this.routine.next();
      } catch (error) {
        return this.settle({ ok: false, error });
      }
      if (step.done) return this.settle({ ok: true, value: step.value });
      this.#current = step.value;
    } while (this.#current.isCompleted);
    this.#current.observe(() => this.#advance());
  }
}
