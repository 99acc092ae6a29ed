/**
 * Finds out which instance ends the process that runs it.
 *
 * K1. After a partition was left behind, instances are marked while a batch of theirs is under way: a mark that stays says
 *     that the process ended with it.
 * K2. Only one batch with marks is under way on a node, and an instance that has one already is alone in its batch.
 * K3. An instance whose process ended as often as `deliveriesMax` says is held back until it is released.
 * K4. A process counts once, and not while it lives: marks that it could not take back say nothing.
 * K5. No mark outlives what it is held against: it goes with the checkpoint in which the instance ends, goes or is replaced.
 */
import type { Log } from '../log';
import type { HubStore } from '../store';
import { monotonicNow } from './hub-clock';
import type { HubOptions } from './hub-options';

type Marks = Map<string, number>;

export class Suspects {
  readonly #marks = new Map<number, Marks>();
  readonly #watchedUntil = new Map<number, number>();
  #underWay: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly nodeId: string,
    private readonly store: HubStore,
    private readonly options: Pick<HubOptions, 'suspicionMs' | 'deliveriesMax'>,
    private readonly log: Log,
  ) {}

  /** Why an instance is held back. */
  get poison(): string {
    return `Its process ended ${this.options.deliveriesMax} times while a turn of it was under way: it is held back until it is released.`;
  }

  /** To be called before a partition is run. Rejects where its marks could not be read. */
  async takeOver({
    partitionId,
    isLeftBehind = false,
  }: {
    partitionId: number;
    isLeftBehind?: boolean;
  }): Promise<void> {
    this.#marks.set(partitionId, await this.store.suspects(partitionId, this.nodeId));
    if (isLeftBehind) this.#watchedUntil.set(partitionId, monotonicNow() + this.options.suspicionMs);
  }

  /** True while some partition was left behind not long ago. */
  get areWatched(): boolean {
    return [...this.#watchedUntil.keys()].some((partitionId) => this.#isWatched(partitionId));
  }

  hasMark(partitionId: number, instanceId: string): boolean {
    return this.#marks.get(partitionId)?.has(instanceId) ?? false;
  }

  hasMarks(partitionId: number): boolean {
    return (this.#marks.get(partitionId)?.size ?? 0) > 0;
  }

  isHeldBack(partitionId: number, instanceId: string): boolean {
    // The first time there was no mark yet.
    return (this.#marks.get(partitionId)?.get(instanceId) ?? 0) >= this.options.deliveriesMax - 1;
  }

  /** Runs a batch, whose instances are marked meanwhile where that is called for. Rejects where they could not be. */
  async watch(partitionId: number, instanceIds: readonly string[], run: () => Promise<void>): Promise<void> {
    if (!this.hasMarks(partitionId) && !this.#isWatched(partitionId)) return run();
    const marked = instanceIds.filter((instanceId) => this.#mustMark(partitionId, instanceId));
    if (marked.length === 0) return run();
    const previous = this.#underWay;
    const watched = previous.then(async () => {
      await this.store.markSuspects(partitionId, this.nodeId, marked);
      await run();
      await this.clear(partitionId, marked);
    });
    this.#underWay = watched.catch(() => {});
    await watched;
  }

  /** Nothing speaks against these instances any more. */
  async clear(partitionId: number, instanceIds: readonly string[]): Promise<void> {
    try {
      await this.store.clearSuspects(partitionId, [...instanceIds]);
      for (const instanceId of instanceIds) this.#marks.get(partitionId)?.delete(instanceId);
    } catch (error) {
      // The mark stays: it goes after the next batch.
      for (const instanceId of instanceIds) this.#marks.get(partitionId)?.set(instanceId, 1);
      this.log.warn({ partition: partitionId, err: error }, 'marks of suspects could not be taken back');
    }
  }

  /** A checkpoint took the marks of these instances away. */
  forget(partitionId: number, instanceIds: readonly string[]): void {
    for (const instanceId of instanceIds) this.#marks.get(partitionId)?.delete(instanceId);
  }

  #mustMark(partitionId: number, instanceId: string): boolean {
    if (this.isHeldBack(partitionId, instanceId)) return false;
    return this.#isWatched(partitionId) || this.hasMark(partitionId, instanceId);
  }

  #isWatched(partitionId: number): boolean {
    return (this.#watchedUntil.get(partitionId) ?? 0) > monotonicNow();
  }
}
