/**
 * Virtual time for several processes in one: whatever any of them waits for happens here, one thing after the other.
 *
 * S1. Nothing happens but by `run`: the same seed gives the same order, to the byte.
 * S2. What belongs to a process that is dead never happens; to one that is frozen, when it thaws, in order.
 * S3. After each callback all microtasks run, so that what they begin belongs to the same process.
 */
import type { Random } from '../chaos/random';

/** A process, or the world outside of all of them. */
export type Owner = {
  name: string;
  state: 'running' | 'frozen' | 'dead';
  /** What would have happened to a frozen one. */
  backlog: (() => void)[];
  lastImmediateAt: number;
};

export function newOwner(name: string): Owner {
  return { name, state: 'running', backlog: [], lastImmediateAt: 0 };
}

type Event = { at: number; place: number; owner: Owner; callback: (() => void) | null };

/** Calls off what was scheduled. */
export type CallOff = () => void;

/** How far apart in time two macrotasks of a process that come one after the other may be, in milliseconds. */
const STEP_MS = 0.05;

type WithTicks = { _tickCallback?: () => void };
const { _tickCallback: tick = () => {} } = process as WithTicks;

export class Scheduler {
  /** Milliseconds since the beginning. */
  now = 0;
  current: Owner;
  /** How much has happened. */
  steps = 0;
  readonly #heap: Event[] = [];
  #lastPlace = 0;

  constructor(
    private readonly random: Random,
    readonly outside: Owner,
  ) {
    this.current = outside;
  }

  at(moment: number, owner: Owner, callback: () => void): CallOff {
    this.#lastPlace += 1;
    const event: Event = { at: Math.max(moment, this.now), place: this.#lastPlace, owner, callback };
    this.#push(event);
    return () => {
      event.callback = null;
    };
  }

  /** In a later macrotask of the process, behind those that were asked for before. */
  immediate(owner: Owner, callback: () => void): CallOff {
    owner.lastImmediateAt = Math.max(owner.lastImmediateAt, this.now) + this.random.next() * STEP_MS;
    return this.at(owner.lastImmediateAt, owner, callback);
  }

  kill(owner: Owner): void {
    owner.state = 'dead';
    owner.backlog = [];
  }

  freeze(owner: Owner): void {
    if (owner.state === 'running') owner.state = 'frozen';
  }

  thaw(owner: Owner): void {
    if (owner.state !== 'frozen') return;
    owner.state = 'running';
    for (const callback of owner.backlog.splice(0)) this.at(this.now, owner, callback);
  }

  /** Lets happen what happens next, no later than `until`. False where nothing is left by then. */
  step(until: number): boolean {
    const [first] = this.#heap;
    if (first === undefined || first.at > until) {
      this.now = Math.max(this.now, until);
      return false;
    }
    this.#pop();
    this.now = Math.max(this.now, first.at);
    const { callback, owner } = first;
    if (callback === null || owner.state === 'dead') return true;
    if (owner.state === 'frozen') {
      owner.backlog.push(() => first.callback?.());
      return true;
    }
    this.steps += 1;
    this.current = owner;
    callback();
    tick.call(process);
    this.current = this.outside;
    return true;
  }

  #push(event: Event): void {
    const heap = this.#heap;
    let index = heap.push(event) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as Event;
      if (!isBefore(event, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = event;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop() as Event;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Event, heap[child] as Event)) child += 1;
      if (!isBefore(heap[child] as Event, last)) break;
      heap[index] = heap[child] as Event;
      index = child;
    }
    heap[index] = last;
  }
}

function isBefore(one: Event, other: Event): boolean {
  return one.at < other.at || (one.at === other.at && one.place < other.place);
}
