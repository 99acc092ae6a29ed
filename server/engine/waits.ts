/**
 * Where the code stands and waits: each wait is one place in it, and the task that it goes on with.
 *
 * W1. A wait is told once: of its task's end, or of an interruption, whichever comes first.
 * W2. An interruption is told to those who wait, and changes nothing about the tasks.
 */
import type { Resume, Task } from './task';

type Wait = { task: Task<unknown>; resume: Resume };

export class Waits {
  readonly #open = new Set<Wait>();

  get size(): number {
    return this.#open.size;
  }

  /** What is waited for, each task once. */
  tasks(): Set<Task<unknown>> {
    const tasks = new Set<Task<unknown>>();
    for (const { task } of this.#open) tasks.add(task);
    return tasks;
  }

  add(task: Task<unknown>, resume: Resume): void {
    const wait = { task, resume };
    this.#open.add(wait);
    task.observe(() => {
      if (this.#open.delete(wait)) resume();
    });
  }

  /** Every wait that is open now ends with this error. */
  interrupt(error: Error): void {
    for (const wait of [...this.#open]) {
      if (this.#open.delete(wait)) wait.resume({ error });
    }
  }

  clear(): void {
    this.#open.clear();
  }
}
