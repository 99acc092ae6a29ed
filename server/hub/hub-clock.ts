/**
 * The clock that a node goes by: the database's, as the node can tell it between two heartbeats.
 *
 * C1. It is never ahead of the database's, so that no timer fires early; it is behind by no more than the quickest answer
 *     took.
 * C2. An answer that took long does not put it wrong: it moves no further than what the answer proves.
 */

export interface Clock {
  /** Epoch milliseconds, whole. */
  now(): number;
  /** Takes over what the database said between two readings of this node's own clock. */
  adjust(databaseNow: number, askedAt: number, answeredAt: number): void;
  /** Calls back in a later macrotask, at about `moment`: look at the clock. Gives what calls it off. */
  callAt(moment: number, callback: () => void): () => void;
}

/** The longest delay that a timeout can have: whoever waits longer is called early, and looks at the clock. */
const TIMEOUT_MS_MAX = 2 ** 31 - 1;

export class HubClock implements Clock {
  #offset: number | null = null;

  adjust(databaseNow: number, askedAt: number, answeredAt: number): void {
    const least = databaseNow - answeredAt;
    const most = databaseNow - askedAt;
    this.#offset = this.#offset === null ? least : Math.min(Math.max(this.#offset, least), most);
  }

  now(): number {
    return Math.floor(monotonicNow() + (this.#offset ?? performance.timeOrigin));
  }

  callAt(moment: number, callback: () => void): () => void {
    const delayMs = Math.min(Math.max(0, moment - this.now()), TIMEOUT_MS_MAX);
    const timeout = setTimeout(callback, delayMs);
    return () => clearTimeout(timeout);
  }
}

/** Milliseconds that only go forward, whatever the system's clock does. */
export function monotonicNow(): number {
  return performance.now();
}
