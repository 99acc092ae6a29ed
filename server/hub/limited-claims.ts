/**
 * Claims work items of activities that are limited in the whole hub.
 *
 * L1. Nothing begins without a permit; what this node runs counts, however it came to it.
 * L2. A permit that finds no item goes back at once, and nodes that were denied one are told.
 * L3. Where nothing is limited, nothing is done.
 */

import type { ClaimWish } from '../claim-wish';
import type { LimitStore, Permits } from '../limit-store';
import type { Log } from '../log';
import type { HubStore } from '../store';
import type { ActivityWorker } from './activity-worker';

/** So many permits are asked for at once. */
const CHUNK = 100;

export type LimitedNode = {
  nodeId: string;
  activities: readonly string[];
  deliveriesMax: number;
  /** What the node holds without knowing of it is started: it counts. */
  startHeld(): Promise<void>;
  /** Items in these partitions are limited no more. */
  unlimited(partitionIds: readonly number[]): void;
  /** Other nodes may find permits that this one has no use for. */
  tellOthers(): void;
};

export class LimitedClaims {
  /** The limited activities, in lower case. */
  names: ReadonlySet<string> = new Set();
  #mustLook = false;
  #looking: Promise<void> | null = null;
  #retry: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(
    private readonly node: LimitedNode,
    private readonly store: HubStore & LimitStore,
    private readonly worker: ActivityWorker,
    private readonly log: Log,
  ) {}

  /** Learns what is limited, and sorts what waits in these partitions. */
  async update(limited: readonly string[], partitionIds: readonly number[]): Promise<void> {
    const before = this.names;
    this.names = new Set(limited);
    if (before.size === 0 && this.names.size === 0) return;
    const freed = await Promise.all(partitionIds.map((partitionId) => this.store.sortWorkItems(partitionId, limited)));
    this.node.unlimited(partitionIds.filter((_, index) => freed[index] !== 0));
    this.look();
  }

  /** Items of limited activities may be waiting, or permits be free. */
  look(): void {
    if (this.names.size === 0 || this.#isStopped) return;
    this.#mustLook = true;
    this.#looking ??= this.#lookAll()
      .catch((error) => this.log.warn({ err: error }, 'limited work items could not be claimed'))
      .finally(() => {
        this.#looking = null;
        if (this.#mustLook) this.look();
      });
  }

  /** A run of this activity has ended, by whatever end. */
  ended(name: string): void {
    if (this.names.size > 0 && this.names.has(name.toLowerCase())) this.look();
  }

  /** Claims nothing more; resolves when the last claim is answered. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#mustLook = false;
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#looking;
  }

  async #lookAll(): Promise<void> {
    this.#mustLook = false;
    for (const name of this.names) {
      if (!this.node.activities.includes(name)) continue;
      await this.node.startHeld();
      await this.#claim(name);
    }
  }

  async #claim(name: string): Promise<void> {
    for (;;) {
      const reserved = this.worker.reserve(CHUNK);
      try {
        const { granted } = await this.#ask(name, reserved, 0);
        const claimed = granted === 0 ? 0 : await this.#claimSome(name, granted);
        if (claimed < granted) await this.#ask(name, 0, granted - claimed);
        if (claimed < reserved || claimed === 0) return;
      } finally {
        this.worker.unreserve(reserved);
      }
    }
  }

  async #ask(name: string, wanted: number, unused: number): Promise<Permits> {
    const running = this.worker.countOf(name);
    const permits = await this.store.takePermits(this.node.nodeId, { name, running, wanted, unused });
    if (permits.isLess) this.node.tellOthers();
    if (permits.retryMs !== null) this.#lookIn(permits.retryMs);
    return permits;
  }

  async #claimSome(name: string, limit: number): Promise<number> {
    const { partitionCount } = this.store;
    const { nodeId, deliveriesMax } = this.node;
    const first = Math.floor(Math.random() * partitionCount);
    let claimed = 0;
    for (let step = 0; step < partitionCount && claimed < limit; step += 1) {
      const partitionId = (first + step) % partitionCount;
      const wish: ClaimWish = {
        activities: [name],
        activitiesElsewhere: [],
        queue: name,
        limit: limit - claimed,
        suspectAttempt: deliveriesMax,
        suspectsMax: 0,
      };
      const items = await this.store.claimWorkItems(partitionId, nodeId, wish);
      for (const item of items) this.worker.start(item);
      claimed += items.length;
    }
    return claimed;
  }

  #lookIn(ms: number): void {
    this.#retry ??= setTimeout(() => {
      this.#retry = null;
      this.look();
    }, ms);
  }
}
