/** The database's clock, as this node can tell it between two heartbeats. */

export class HubClock {
  #offset: number | null = null;

  /** Takes over what the database said between two readings of this node's own clock. */
  adjust(databaseNow: number, askedAt: number, answeredAt: number): void {
    this.#offset = databaseNow - (askedAt + answeredAt) / 2;
  }

  /** Epoch milliseconds, whole. */
  now(): number {
    return Math.round(monotonicNow() + (this.#offset ?? performance.timeOrigin));
  }
}

/** Milliseconds that only go forward, whatever the system's clock does. */
export function monotonicNow(): number {
  return performance.now();
}
