/**
 * A clock that stands still until it is told to go on.
 *
 * K1. Time passes from one alarm to the next, in order; alarms of the same moment ring in the order in which they were set.
 */
import type { Clock } from '../hub/hub-clock';

type Alarm = { moment: number; ring: () => void };

export class VirtualClock implements Clock {
  readonly #alarms: Alarm[] = [];

  constructor(private moment: number) {}

  now(): number {
    return this.moment;
  }

  adjust(): void {}

  callAt(moment: number, callback: () => void): () => void {
    if (moment <= this.moment) {
      const immediate = setImmediate(callback);
      return () => clearImmediate(immediate);
    }
    const alarm = { moment, ring: callback };
    this.#alarms.splice(this.#placeOf(moment), 0, alarm);
    return () => {
      const index = this.#alarms.indexOf(alarm);
      if (index >= 0) this.#alarms.splice(index, 1);
    };
  }

  /** When the next alarm rings; null where none is set. */
  get next(): number | null {
    return this.#alarms[0]?.moment ?? null;
  }

  /** Lets time pass up to this moment, and rings what is due by then. */
  advanceTo(moment: number): void {
    this.moment = Math.max(moment, this.moment);
    for (let first = this.#alarms[0]; first !== undefined && first.moment <= this.moment; first = this.#alarms[0]) {
      this.#alarms.shift();
      first.ring();
    }
  }

  #placeOf(moment: number): number {
    const index = this.#alarms.findIndex((alarm) => alarm.moment > moment);
    return index < 0 ? this.#alarms.length : index;
  }
}
