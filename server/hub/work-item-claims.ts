/** Claims work items that wait in the queue, while this node has room to run them. */
import type { Log } from '../log';
import type { HubStore } from '../store';
import type { ActivityWorker } from './activity-worker';

/** So many are claimed with one statement. */
const CLAIM_MAX = 200;

export class WorkItemClaims {
  #isClaiming = false;
  #mayWait = false;
  #isStopped = false;

  constructor(
    private readonly node: { nodeId: string; activities: string[] },
    private readonly store: HubStore,
    private readonly worker: ActivityWorker,
    private readonly log: Log,
  ) {}

  /** Work items may be waiting. */
  look(): void {
    this.#mayWait = true;
    this.resume();
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

  /** Goes round the partitions until none has any left, or there is no room. */
  async #claimAll(): Promise<void> {
    this.#mayWait = false;
    const first = Math.floor(Math.random() * this.store.partitionCount);
    for (let step = 0; step < this.store.partitionCount; step += 1) {
      const partitionId = (first + step) % this.store.partitionCount;
      if (!(await this.#claimFrom(partitionId))) this.#mayWait = true;
    }
  }

  /** True where the partition has none left. */
  async #claimFrom(partitionId: number): Promise<boolean> {
    while (!this.#isStopped) {
      const limit = this.worker.reserve(CLAIM_MAX);
      if (limit === 0) return false;
      try {
        const { nodeId, activities } = this.node;
        const items = await this.store.claimWorkItems(partitionId, nodeId, activities, limit);
        for (const item of items) this.worker.start(item);
        if (items.length < limit) return true;
      } finally {
        this.worker.unreserve(limit);
      }
    }
    return false;
  }
}
