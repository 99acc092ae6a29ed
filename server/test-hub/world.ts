/**
 * Drives a hub in memory: lets happen what can, and time pass when nothing else is left.
 *
 * D1. Time stands still while anything is under way.
 * D2. An error of the world itself, such as a replay that went another way, is thrown by whatever is asked of it next.
 */
import { setImmediate as macrotask } from 'node:timers/promises';
import type { Node } from '../hub/node';
import type { TestActivities } from './test-activities';
import type { VirtualClock } from './virtual-clock';

/** What is passed on by way of a macrotask is noticed within so many. */
const QUIET_ROUNDS = 3;

/** Whoever waits for longer waits for something that time does not bring. */
const JUMPS_MAX = 10_000;

export class World {
  readonly #started: Promise<void>;
  #error: unknown = null;

  constructor(
    private readonly node: Node,
    private readonly activities: TestActivities,
    private readonly clock: VirtualClock,
  ) {
    this.#started = node.start();
  }

  fail(error: unknown): void {
    this.#error ??= error;
  }

  /** Resolves once nothing more happens by itself; activities that run are waited for. */
  async rest(): Promise<void> {
    await this.#started;
    for (let quiet = 0; quiet < QUIET_ROUNDS; quiet += 1) {
      await macrotask();
      if (this.activities.isRunning) await this.activities.ended();
      else if (this.node.isIdle) continue;
      quiet = -1;
    }
    if (this.#error !== null) throw this.#error;
  }

  /** Lets everything happen that happens up to this moment. */
  async advanceTo(moment: number): Promise<void> {
    await this.rest();
    while (this.clock.next !== null && this.clock.next <= moment) {
      this.clock.advanceTo(this.clock.next);
      await this.rest();
    }
    this.clock.advanceTo(moment);
  }

  /**
   * Lets time pass until there is what is wanted, but no more than `timeoutMs`; null where it is not there by then.
   * `stuck` is thrown where time brings it no nearer.
   */
  async until<T>(wanted: () => T | null, stuck: () => Error, timeoutMs = Number.POSITIVE_INFINITY): Promise<T | null> {
    await this.rest();
    const deadline = this.clock.now() + timeoutMs;
    for (let jumps = 0; jumps < JUMPS_MAX; jumps += 1) {
      const found = wanted();
      if (found !== null) return found;
      const { next } = this.clock;
      if (next === null && deadline === Number.POSITIVE_INFINITY) throw stuck();
      if (next === null || next > deadline) {
        await this.advanceTo(deadline);
        return null;
      }
      await this.advanceTo(next);
    }
    throw stuck();
  }
}
