/** The timers of a partition that are due soon, the earliest first. */
import type { DueTimer } from '../store';

const keyOf = (timer: Omit<DueTimer, 'fireAt'>) => `${timer.generation}/${timer.taskId}/${timer.instanceId}`;

export class TimerHeap {
  #heap: DueTimer[] = [];
  readonly #known = new Set<string>();

  /** Adds a timer, unless it is here already. */
  add(timer: DueTimer): void {
    const key = keyOf(timer);
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.#heap.push(timer);
    this.#rise(this.#heap.length - 1);
  }

  get earliest(): number | null {
    return this.#heap[0]?.fireAt ?? null;
  }

  /** Takes those that are due at `now`. */
  takeDue(now: number): DueTimer[] {
    const due: DueTimer[] = [];
    for (let first = this.#heap[0]; first !== undefined && first.fireAt <= now; first = this.#heap[0]) {
      due.push(first);
      this.#known.delete(keyOf(first));
      this.#removeFirst();
    }
    return due;
  }

  /** Forgets all timers of these instances. */
  forget(instanceIds: ReadonlySet<string>): void {
    const left = this.#heap.filter(({ instanceId }) => !instanceIds.has(instanceId));
    if (left.length === this.#heap.length) return;
    this.clear();
    for (const timer of left) this.add(timer);
  }

  clear(): void {
    this.#heap = [];
    this.#known.clear();
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #rise(start: number): void {
    for (let index = start; index > 0; ) {
      const parent = (index - 1) >> 1;
      if (this.#at(parent) <= this.#at(index)) return;
      this.#swap(parent, index);
      index = parent;
    }
  }

  #sink(start: number): void {
    for (let index = start; ; ) {
      const left = 2 * index + 1;
      const child = this.#at(left + 1) < this.#at(left) ? left + 1 : left;
      if (this.#at(index) <= this.#at(child)) return;
      this.#swap(index, child);
      index = child;
    }
  }

  #at(index: number): number {
    return this.#heap[index]?.fireAt ?? Number.POSITIVE_INFINITY;
  }

  #swap(one: number, other: number): void {
    const first = this.#heap[one];
    const second = this.#heap[other];
    if (first === undefined || second === undefined) return;
    this.#heap[one] = second;
    this.#heap[other] = first;
  }
}
