/** How long activities took of late, by name. */

/** Below this, the way to another node and back takes longer. */
const BRIEF_MS = 5;
/** The weight of the newest run. */
const WEIGHT = 1 / 8;

export class ActivityTimes {
  readonly #meanMs = new Map<string, number>();

  note(name: string, ms: number): void {
    const mean = this.#meanMs.get(name) ?? ms;
    this.#meanMs.set(name, mean + (ms - mean) * WEIGHT);
  }

  /** False for one that was never run. */
  isBrief(name: string): boolean {
    return (this.#meanMs.get(name) ?? BRIEF_MS) < BRIEF_MS;
  }
}
