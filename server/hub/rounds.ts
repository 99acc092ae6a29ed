/**
 * Runs many turns side by side, a step of each in a round. After each step the code's microtasks run, and only that code's:
 * whatever takes too long is known by its turn.
 *
 * R1. What one throws stays with that one.
 * R2. Under a guard a step that does not come to an end is interrupted, its microtasks too; the others go on.
 * R3. However many they are, the process does other things in between.
 */
import { drainMicrotasks, onCleanStack } from './microtasks';
import { withTimeLimit } from './time-limit';

type Steps<T> = Generator<void, T, void>;

export type Ended<T> = { ok: true; value: T } | { ok: false; error: unknown };

/** Watches over the turns of one call. */
export interface RoundsGuard<Key> {
  /** Whether steps are to be interrupted: that has its price. */
  readonly interrupts: boolean;
  /** How long a step may take. */
  readonly budgetMs: number;
  began(key: Key): void;
  /** The step is over. */
  rested(): void;
  ended(key: Key): void;
}

const UNGUARDED: RoundsGuard<unknown> = {
  interrupts: false,
  budgetMs: 0,
  began: () => {},
  rested: () => {},
  ended: () => {},
};

/** A turn was interrupted. */
export class TurnInterrupted extends Error {
  override name = 'TurnInterrupted';

  constructor(budgetMs: number) {
    super(
      `The turn did not come to an end in ${budgetMs / 1000} s. Is there a loop without an end? Long work belongs to an activity.`,
    );
  }
}

/** Runs every generator to its end. */
export async function runInRounds<Key, T>(
  generators: Map<Key, Steps<T>>,
  guard: RoundsGuard<Key> = UNGUARDED,
): Promise<Map<Key, Ended<T>>> {
  const rounds = new Rounds(generators, guard);
  if (!guard.interrupts) rounds.goOn(false, Number.POSITIVE_INFINITY);
  while (!rounds.areOver) await onCleanStack(() => rounds.goOnGuarded());
  return rounds.ended;
}

/** So long steps follow each other before the event loop goes round. */
const STRETCH_MS = 25;

/** Of its budget a step has this share at least, whatever else runs before it under the same limit. */
const SLICES = 4;

class Rounds<Key, T> {
  readonly ended = new Map<Key, Ended<T>>();
  readonly #waiting: [Key, Steps<T>][];
  #current: Key | undefined;

  constructor(
    generators: Map<Key, Steps<T>>,
    private readonly guard: RoundsGuard<Key>,
  ) {
    this.#waiting = [...generators];
  }

  get areOver(): boolean {
    return this.#waiting.length === 0;
  }

  goOnGuarded(): void {
    const { interrupts, budgetMs } = this.guard;
    const restAt = performance.now() + STRETCH_MS;
    if (!interrupts) return this.goOn(true, restAt);
    while (!this.areOver && performance.now() < restAt) {
      const isDone = withTimeLimit(budgetMs, () =>
        this.goOn(true, Math.min(restAt, performance.now() + budgetMs / SLICES)),
      );
      if (!isDone) this.#interrupt();
    }
  }

  /** Takes steps until all have ended or `stopAt` has passed. Stops at the first that has to drain, where it cannot. */
  goOn(canDrain: boolean, stopAt: number): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const [key, steps] = next;
      this.#begin(key);
      const result = step(steps);
      this.#waiting.shift();
      if (result === 'waiting') this.#waiting.push(next);
      else this.#end(key, result);
      if (result === 'waiting' && !(canDrain && drainMicrotasks())) return;
      this.guard.rested();
      if (performance.now() > stopAt) return;
    }
  }

  #begin(key: Key): void {
    this.#current = key;
    this.guard.began(key);
  }

  #end(key: Key, result: Ended<T>): void {
    this.ended.set(key, result);
    if (result.ok) this.guard.ended(key);
  }

  #interrupt(): void {
    const key = this.#current as Key;
    this.guard.rested();
    const place = this.#waiting.findIndex(([waiting]) => waiting === key);
    if (place >= 0) this.#waiting.splice(place, 1);
    this.ended.set(key, { ok: false, error: new TurnInterrupted(this.guard.budgetMs) });
  }
}

function step<T>(steps: Steps<T>): Ended<T> | 'waiting' {
  try {
    const result = steps.next();
    return result.done ? { ok: true, value: result.value } : 'waiting';
  } catch (error) {
    return { ok: false, error };
  }
}
