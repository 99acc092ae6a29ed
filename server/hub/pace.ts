/**
 * Lets the process do other things between the steps of many batches: answer requests, fire timers.
 *
 * Y1. In one round of the event loop one step is taken; the others follow in order, one in each round.
 * Y2. A step that comes alone is taken at once.
 */
export class Pace {
  #isTaken = false;
  readonly #waiting: (() => void)[] = [];

  /** To be awaited before a step; null where it can be taken at once. */
  turn(): Promise<void> | null {
    if (this.#isTaken) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#take();
    return null;
  }

  #take(): void {
    this.#isTaken = true;
    setImmediate(() => {
      this.#isTaken = false;
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#take();
      next();
    });
  }
}
