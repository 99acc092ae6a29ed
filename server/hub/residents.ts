/**
 * The instances that a partition keeps in memory: suspended code of those that live, the last record of those that ended.
 *
 * K1. Only what a committed checkpoint left behind stays here; on any doubt the partition empties it.
 */
import type { FailureDetails } from '@/contract/failure-details';
import type { Execution } from '../engine/execution';
import type { InstanceRecord } from '../engine/outcome';
import type { MissingCode } from '../registry';

export type Resident =
  | { state: 'live'; execution: Execution }
  | { state: 'ended'; record: InstanceRecord }
  /** It cannot go on in this process: its messages stay where they are. */
  | Blocked;

export type Blocked = {
  state: 'blocked';
  record: InstanceRecord;
  lastTurn: number;
  problem: string;
  /** The code that it needs and this node does not have. */
  missing?: MissingCode | undefined;
  /** Given where it does not wait but ends, as soon as anything comes for it. */
  failure?: FailureDetails | undefined;
};

export class Residents {
  readonly #residents = new Map<string, Resident>();

  constructor(private readonly countMax: number) {}

  /** The resident, which counts as used by it. */
  get(instanceId: string): Resident | undefined {
    const resident = this.#residents.get(instanceId);
    if (resident === undefined) return undefined;
    this.#residents.delete(instanceId);
    this.#residents.set(instanceId, resident);
    return resident;
  }

  set(instanceId: string, resident: Resident): void {
    this.#residents.delete(instanceId);
    this.#residents.set(instanceId, resident);
  }

  delete(instanceId: string): void {
    this.#residents.delete(instanceId);
  }

  clear(): void {
    this.#residents.clear();
  }

  get size(): number {
    return this.#residents.size;
  }

  /** Lets those go that were not used for longest, but none that `isBusy`. */
  evict(isBusy: (instanceId: string) => boolean): void {
    if (this.#residents.size <= this.countMax) return;
    for (const instanceId of this.#residents.keys()) {
      if (this.#residents.size <= this.countMax) return;
      if (!isBusy(instanceId)) this.#residents.delete(instanceId);
    }
  }
}
