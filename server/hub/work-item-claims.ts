/**
 * Claims work items that wait in the queue, while this node has room to run them.
 *
 * C1. What the node holds it runs: where the answer of a claim was lost, it asks what it holds, for as long as the claim may
 *     still happen.
 * C2. An item whose next delivery is the last waits until no instance is suspected, and runs alone among its kind: if the
 *     process ends with it, it was this one.
 * C3. What it no longer holds it aborts: sooner or later it finds out.
 */

import type { ClaimWish } from '../claim-wish';
import type { Log } from '../log';
import type { ClaimedWorkItem, HubStore } from '../store';
import type { ActivityWorker } from './activity-worker';
import { monotonicNow } from './hub-clock';

/** So many are claimed with one statement: few at first, so that nodes that come at once share what there is. */
const CLAIM_MIN = 16;
const CLAIM_MAX = 200;

/** What was left for others is looked at so much later. */
const COURTESY_MS = 25;

/** A statement whose answer was lost has happened by then, or never will: the database does not let it run for longer. */
const DOUBT_MS = 60_000;

export class WorkItemClaims {
  /** Until when partitions are asked what the node holds there. */
  readonly #doubtful = new Map<number, number>();
  /** Partitions in which items may wait. */
  #mayWait = new Set<number>();
  #claiming: Promise<void> | null = null;
  #courtesy: NodeJS.Timeout | null = null;
  readonly #leftForOthers = new Set<number>();
  #isStopped = false;

  constructor(
    private readonly node: {
      nodeId: string;
      activities: string[];
      deliveriesMax: number;
      /** Activities that need permits: they are not claimed here. */
      limited(): ReadonlySet<string>;
    },
    private readonly store: HubStore,
    private readonly worker: ActivityWorker,
    private readonly suspects: { readonly areWatched: boolean },
    private readonly others: { readonly activities: ReadonlySet<string> },
    private readonly log: Log,
  ) {}

  /** Work items may be waiting in these partitions. */
  look(partitionIds: Iterable<number>): void {
    for (const partitionId of partitionIds) this.#mayWait.add(partitionId);
    this.resume();
  }

  /** Work items wait that others are to have; this node looks whether they took them. */
  lookLater(partitionIds: Iterable<number>): void {
    for (const partitionId of partitionIds) this.#leftForOthers.add(partitionId);
    this.#courtesy ??= setTimeout(() => {
      this.#courtesy = null;
      const left = [...this.#leftForOthers];
      this.#leftForOthers.clear();
      this.look(left);
    }, COURTESY_MS);
  }

  /** The node may hold work items of this partition that it does not know of. */
  doubt(partitionId: number): void {
    this.#doubtful.set(partitionId, monotonicNow() + DOUBT_MS);
  }

  /** There may be room again. */
  resume(): void {
    if (this.#mayWait.size === 0 || this.#claiming !== null || this.#isStopped || this.worker.room === 0) return;
    this.#claiming = this.#claimAll()
      .catch((error) => this.log.warn({ err: error }, 'work items could not be claimed'))
      .finally(() => {
        this.#claiming = null;
        this.resume();
      });
  }

  /** Claims nothing more; resolves when the last claim is answered. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#courtesy !== null) clearTimeout(this.#courtesy);
    await this.#claiming;
  }

  /** Gives back what waits here for capacity, for others to claim. Resolves with the partitions that it is of. */
  async giveBack(): Promise<number[]> {
    const byPartition = new Map<number, ClaimedWorkItem[]>();
    for (const item of this.worker.surrender()) {
      const items = byPartition.get(item.partitionId) ?? [];
      if (items.push(item) === 1) byPartition.set(item.partitionId, items);
    }
    for (const [partitionId, items] of byPartition) {
      try {
        await this.store.returnWorkItems(partitionId, this.node.nodeId, items);
      } catch (error) {
        this.doubt(partitionId);
        this.log.warn({ err: error }, 'work items could not be given back');
      }
    }
    return [...byPartition.keys()];
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
    const partitions = [...this.#mayWait].sort((a, b) => a - b);
    this.#mayWait = new Set();
    await this.startHeld();
    const first = Math.floor(Math.random() * partitions.length);
    for (const partitionId of [...partitions.slice(first), ...partitions.slice(0, first)])
      if (!(await this.#claimFrom(partitionId))) this.#mayWait.add(partitionId);
  }

  /** Starts what the node holds without knowing of it. */
  async startHeld(): Promise<void> {
    for (const [partitionId, until] of this.#doubtful) {
      const askedAt = monotonicNow();
      for (const item of await this.store.heldWorkItems(partitionId, this.node.nodeId)) this.worker.start(item);
      if (askedAt > until) this.#doubtful.delete(partitionId);
    }
  }

  /** True where the partition has none left. */
  async #claimFrom(partitionId: number): Promise<boolean> {
    for (let chunk = CLAIM_MIN; !this.#isStopped; chunk = Math.min(2 * chunk, CLAIM_MAX)) {
      const limit = this.worker.reserve(chunk);
      if (limit === 0) return false;
      try {
        const items = await this.store.claimWorkItems(partitionId, this.node.nodeId, this.#wish(limit));
        for (const item of items) this.worker.start(item);
        if (items.some((item) => this.#isSuspect(item))) this.#mayWait.add(partitionId);
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
    const { deliveriesMax } = this.node;
    const limited = this.node.limited();
    const activities = this.node.activities.filter((name) => !limited.has(name));
    const activitiesElsewhere = [...this.others.activities, ...limited];
    return { activities, activitiesElsewhere, limit, suspectAttempt: deliveriesMax - 1, suspectsMax };
  }

  #isSuspect({ attempt }: ClaimedWorkItem): boolean {
    return attempt >= this.node.deliveriesMax;
  }
}
