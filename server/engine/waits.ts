/**
 * Where the code stands and waits: each wait is one place in it, and the task that it goes on with.
 *
 * W1. A wait is told once: of its task's end, or of an interruption, whichever comes first.
 * W2. An interruption is told to those who wait, and changes nothing about the tasks.
 */
import type { Resume, Task } from './task';

type Wait = { task: Task<unknown>; resume: Resume };

export class Waits {
  /** Most code waits at one place: others, in order, come after this one. */
  #first: Wait | null = null;
  #others: Set<Wait> | null = null;

  get size(): number {
    return (this.#first === null ? 0 : 1) + (this.#others?.size ?? 0);
  }

  /** What is waited for, each task once. */
  tasks(): Iterable<Task<unknown>> {
    if (this.#others !== null && this.#others.size > 0) return this.#distinct(this.#others);
    return this.#first === null ? [] : [this.#first.task];
  }

  *#distinct(others: Iterable<Wait>): Iterable<Task<unknown>> {
    const seen = new Set<Task<unknown>>();
    if (this.#first !== null) {
      seen.add(this.#first.task);
      yield this.#first.task;
    }
    for (const { task } of others) {
      if (seen.has(task)) continue;
      seen.add(task);
      yield task;
    }
  }

  add(task: Task<unknown>, resume: Resume): void {
    const wait = { task, resume };
    if (this.size === 0) {
      this.#first = wait;
    } else {
      this.#others ??= new Set();
      this.#others.add(wait);
    }
    task.observe(() => {
      if (this.#close(wait)) resume();
    });
  }

  /** Every wait that is open now ends with this error. */
  interrupt(error: Error): void {
    for (const wait of this.#all()) {
      if (this.#close(wait)) wait.resume({ error });
    }
  }

  clear(): void {
    this.#first = null;
    this.#others = null;
  }

  #all(): Wait[] {
    return [...(this.#first === null ? [] : [this.#first]), ...(this.#others ?? [])];
  }

  /** False where it is closed already. */
  #close(wait: Wait): boolean {
    if (this.#first !== wait) return this.#others?.delete(wait) ?? false;
    this.#first = null;
    return true;
  }
}
