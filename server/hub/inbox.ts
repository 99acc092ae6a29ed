/**
 * What waits for a partition's instances, in order of arrival.
 *
 * I1. The messages of one instance are taken together, in order, and never while others of its are in a checkpoint.
 * I2. What ends or remakes an instance is taken alone: what came before it first, what came behind it afterwards.
 * I3. An instance that is to run alone is taken with no other.
 * I4. Rows that have to wait are remembered, so that they are not read again and again, until their instance is unparked.
 * I5. What is too much for one batch is left for the next one, in order.
 */
import type { AnyArrival } from './arrival';

type ParkedRow = { messageId: number; isStart: boolean };

/** True for what is taken alone. */
function isAlone({ message }: AnyArrival): boolean {
  return message.type === 'purge' || message.type === 'rewind';
}

export class Inbox {
  /** In order of the first arrival of each instance. */
  #waiting = new Map<string, AnyArrival[]>();
  #busy = new Set<string>();
  #queued = new Set<number>();
  #parked = new Map<string, ParkedRow[]>();
  /** Instances for which something waits that is taken alone. */
  #cut = new Set<string>();

  add(arrival: AnyArrival): void {
    if (arrival.source.from === 'queue') {
      if (this.#queued.has(arrival.source.messageId)) return;
      this.#queued.add(arrival.source.messageId);
    }
    if (isAlone(arrival)) this.#cut.add(arrival.instanceId);
    const waiting = this.#waiting.get(arrival.instanceId);
    if (waiting === undefined) this.#waiting.set(arrival.instanceId, [arrival]);
    else waiting.push(arrival);
  }

  /** Rows of the control queue that are here or in a checkpoint. */
  get queuedIds(): number[] {
    return [...this.#queued];
  }

  get hasWork(): boolean {
    for (const instanceId of this.#waiting.keys()) if (!this.#busy.has(instanceId)) return true;
    return false;
  }

  /** Takes the arrivals of instances that are not busy, up to about `limit`, and marks those instances busy. */
  take(limit: number, runsAlone: (instanceId: string) => boolean = () => false): Map<string, AnyArrival[]> {
    const taken = new Map<string, AnyArrival[]>();
    let count = 0;
    for (const [instanceId, arrivals] of this.#waiting) {
      if (count >= limit) break;
      if (this.#busy.has(instanceId)) continue;
      const isLoner = runsAlone(instanceId);
      if (isLoner && taken.size > 0) continue;
      taken.set(instanceId, arrivals);
      count += isLoner ? limit : arrivals.length;
    }
    for (const [instanceId, arrivals] of taken) {
      this.#waiting.delete(instanceId);
      this.#busy.add(instanceId);
      if (this.#cut.has(instanceId)) taken.set(instanceId, this.#cutOff(instanceId, arrivals));
      else if (arrivals.length > limit) {
        taken.set(instanceId, arrivals.slice(0, limit));
        this.#waiting.set(instanceId, arrivals.slice(limit));
      }
    }
    return taken;
  }

  /** The arrivals that may be taken together; the others go on waiting. */
  #cutOff(instanceId: string, arrivals: AnyArrival[]): AnyArrival[] {
    const first = arrivals.findIndex(isAlone);
    const taken = arrivals.slice(0, first === -1 ? undefined : Math.max(first, 1));
    const rest = arrivals.slice(taken.length);
    if (rest.length > 0) this.#waiting.set(instanceId, rest);
    if (!rest.some(isAlone)) this.#cut.delete(instanceId);
    return taken;
  }

  isBusy(instanceId: string): boolean {
    return this.#busy.has(instanceId);
  }

  park(arrivals: readonly AnyArrival[]): void {
    for (const { instanceId, source, message } of arrivals) {
      if (source.from !== 'queue') continue;
      this.#queued.add(source.messageId);
      const row = { messageId: source.messageId, isStart: message.type === 'start' };
      this.#parked.set(instanceId, [...(this.#parked.get(instanceId) ?? []), row]);
    }
  }

  /** The row with the start of an instance that could not begin yet. */
  parkedStarts(instanceId: string): number[] {
    const rows = this.#parked.get(instanceId) ?? [];
    return rows.filter(({ isStart }) => isStart).map(({ messageId }) => messageId);
  }

  /** Forgets the instance's parked rows, to be read again. True where there were any. */
  unpark(instanceId: string): boolean {
    for (const { messageId } of this.#parked.get(instanceId) ?? []) this.#queued.delete(messageId);
    return this.#parked.delete(instanceId);
  }

  /**
   * Something else is to come before what waits for the instance here: what clients of this node brought is given back, and
   * `withRows` its rows are forgotten, to be read anew.
   */
  withdraw(instanceId: string, { withRows }: { withRows: boolean }): AnyArrival[] {
    const waiting = this.#waiting.get(instanceId);
    if (waiting === undefined) return [];
    const rest: AnyArrival[] = [];
    const given: AnyArrival[] = [];
    for (const arrival of waiting) {
      if (withRows && arrival.source.from === 'queue') this.#queued.delete(arrival.source.messageId);
      else (arrival.source.from === 'client' ? given : rest).push(arrival);
    }
    if (rest.length > 0) this.#waiting.set(instanceId, rest);
    else this.#waiting.delete(instanceId);
    if (!rest.some(isAlone)) this.#cut.delete(instanceId);
    return given;
  }

  /** The checkpoint with these arrivals has ended. */
  release(taken: Map<string, AnyArrival[]>): void {
    for (const [instanceId, arrivals] of taken) {
      this.#busy.delete(instanceId);
      for (const { source } of arrivals) if (source.from === 'queue') this.#queued.delete(source.messageId);
    }
  }

  /** Empties it. Gives back what has no row behind it: what activities and clients of this node brought. */
  drain(): AnyArrival[] {
    const kept = [...this.#waiting.values()]
      .flat()
      .filter(({ source }) => source.from === 'activity' || source.from === 'client');
    this.#waiting = new Map();
    this.#busy = new Set();
    this.#queued = new Set();
    this.#parked = new Map();
    this.#cut = new Set();
    return kept;
  }
}
