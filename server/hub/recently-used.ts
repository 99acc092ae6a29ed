/**
 * Values by id, of which those that were not used for longest go first. Their order is kept from half of what fits on:
 * below that nothing goes soon, and keeping it costs at every use.
 */
export class RecentlyUsed<T> {
  readonly #values = new Map<string, T>();

  constructor(private readonly countMax: number) {}

  /** The value, which counts as used by it. */
  get(id: string): T | undefined {
    const value = this.#values.get(id);
    if (value === undefined) return undefined;
    if (this.#mustKeepOrder) this.set(id, value);
    return value;
  }

  set(id: string, value: T): void {
    if (this.#mustKeepOrder) this.#values.delete(id);
    this.#values.set(id, value);
  }

  get #mustKeepOrder(): boolean {
    return this.#values.size * 2 > this.countMax;
  }

  delete(id: string): void {
    this.#values.delete(id);
  }

  clear(): void {
    this.#values.clear();
  }

  get size(): number {
    return this.#values.size;
  }

  /** Lets go of what is too much, but of none that `isBusy`. Gives how many went. */
  evict(isBusy: (id: string) => boolean): number {
    const sizeBefore = this.#values.size;
    if (sizeBefore <= this.countMax) return 0;
    for (const id of this.#values.keys()) {
      if (this.#values.size <= this.countMax) break;
      if (!isBusy(id)) this.#values.delete(id);
    }
    return sizeBefore - this.#values.size;
  }
}
