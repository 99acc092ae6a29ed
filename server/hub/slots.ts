/** How many turns of one kind a node has in progress at once, in all its partitions together. */

export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.#free = limit;
  }

  /** Hands the items over in order, as many at a time as there are slots for; each group has its slots until it is run. */
  async within<Item>(items: readonly Item[], run: (items: readonly Item[]) => Promise<void>): Promise<void> {
    for (let begun = 0; begun < items.length; ) {
      const count = await this.#take(items.length - begun);
      try {
        await run(count === items.length ? items : items.slice(begun, begun + count));
      } finally {
        this.#give(count);
      }
      begun += count;
    }
  }

  /** As many as are free, up to so many; waits for one. */
  async #take(wanted: number): Promise<number> {
    while (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const taken = Math.min(wanted, this.#free);
    this.#free -= taken;
    return taken;
  }

  #give(count: number): void {
    this.#free += count;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
