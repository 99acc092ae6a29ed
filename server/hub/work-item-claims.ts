/**
 * Claims work items that wait in the queue, while this node has room to run them.
 *
 * C1. What the node holds it runs: where the answer of a claim was lost, it asks what it holds.
 * C2. An item whose next delivery is the last waits until no instance is suspected, and runs alone among its kind: if the
 *     process ends with it, it was this one.
 * C3. What it no longer holds it aborts: sooner or later it finds out.
 */
import type { Log } from '../log';
import type { ClaimedWorkItem, ClaimWish, HubStore } from '../store';
import type { ActivityWorker } from './activity-worker';

/** So many are claimed with one statement. */
const CLAIM_MAX = 200;

export class WorkItemClaims {
  readonly #doubtful = new Set<number>();
  #isClaiming = false;
  #mayWait = false;
  #isStopped = false;

  constructor(
    private readonly node: { nodeId: string; activities: string[]; deliveriesMax: number },
    private readonly store: HubStore,
    private readonly worker: ActivityWorker,
    private readonly suspects: { readonly areWatched: boolean },
    private readonly others: { readonly activities: ReadonlySet<string> },
    private readonly log: Log,
  ) {}

  /** Work items may be waiting. */
  look(): void {
    this.#mayWait = true;
    this.resume();
  }

  /** The node may hold work items of this partition that it does not know of. */
  doubt(partitionId: number): void {
    this.#doubtful.add(partitionId);
  }

  /** There may be room again. */
  resume(): void {
    if (!this.#mayWait || this.#isClaiming || this.#isStopped || this.worker.room === 0) return;
    this.#isClaiming = true;
    this.#claimAll()
      .catch((error) => this.log.warn({ err: error }, 'work items could not be claimed'))
      .finally(() => {
        this.#isClaiming = false;
        this.resume();
      });
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** Aborts what has been running for `ms`, but is not this node's any more. */
  async abortLost(ms: number): Promise<void> {
    const running = this.worker.runningFor(ms);
    if (running.length === 0) return;
    try {
      const lost = new Set(await this.store.lostWorkItems(this.node.nodeId, running));
      if (lost.size > 0) this.worker.abort((item) => lost.has(item), 'The result is not wanted any more.');
    } catch (error) {
      this.log.warn({ err: error }, 'running activities could not be checked');
    }
  }

  /** Goes round the partitions until none has any left, or there is no room. */
  async #claimAll(): Promise<void> {
    this.#mayWait = false;
    await this.#startHeld();
    const first = Math.floor(Math.random() * this.store.partitionCount);
    for (let step = 0; step < this.store.partitionCount; step += 1) {
      const partitionId = (first + step) % this.store.partitionCount;
      if (!(await this.#claimFrom(partitionId))) this.#mayWait = true;
    }
  }

  async #startHeld(): Promise<void> {
    for (const partitionId of this.#doubtful) {
      for (const item of await this.store.heldWorkItems(partitionId, this.node.nodeId)) this.worker.start(item);
      this.#doubtful.delete(partitionId);
    }
  }

  /** True where the partition has none left. */
  async #claimFrom(partitionId: number): Promise<boolean> {
    while (!this.#isStopped) {
      const limit = this.worker.reserve(CLAIM_MAX);
      if (limit === 0) return false;
      try {
        const items = await this.store.claimWorkItems(partitionId, this.node.nodeId, this.#wish(limit));
        for (const item of items) this.worker.start(item);
        if (items.some((item) => this.#isSuspect(item))) this.#mayWait = true;
        if (items.length < limit) return true;
      } catch (error) {
        this.doubt(partitionId);
        throw error;
      } finally {
        this.worker.unreserve(limit);
      }
    }
    return false;
  }

  #wish(limit: number): ClaimWish {
    const mayTake = !(this.suspects.areWatched || this.worker.holds((item) => this.#isSuspect(item)));
    const suspectsMax = mayTake ? 1 : 0;
    const { activities, deliveriesMax } = this.node;
    const activitiesElsewhere = [...this.others.activities];
    return { activities, activitiesElsewhere, limit, suspectAttempt: deliveriesMax - 1, suspectsMax };
  }

  #isSuspect({ attempt }: ClaimedWorkItem): boolean {
    return attempt >= this.node.deliveriesMax;
  }
}
