/** The activities of a node: those that it runs, and how it comes by them. */
import type { Store, WorkItemResult } from '../store';
import type { Wake } from '../wake-store';
import { ActivityWorker } from './activity-worker';
import { LimitedClaims } from './limited-claims';
import type { NodeSettings } from './node-settings';
import type { OtherNodes } from './other-nodes';
import type { Suspects } from './suspects';
import type { WakeSender } from './wake-sender';
import { WorkItemClaims } from './work-item-claims';

type Surroundings = { store: Store; suspects: Suspects; others: OtherNodes; wakes: WakeSender };

export class Activities {
  readonly worker: ActivityWorker;
  readonly claims: WorkItemClaims;
  readonly limited: LimitedClaims;
  readonly #wakes: WakeSender;

  constructor(
    { nodeId, registry, options, log, activityObserver }: NodeSettings,
    { store, suspects, others, wakes }: Surroundings,
    onResult: (result: WorkItemResult) => void,
  ) {
    this.#wakes = wakes;
    const capacity = options.maxConcurrentActivityFunctions;
    this.worker = new ActivityWorker(
      registry,
      capacity,
      (result, { name }) => {
        if (result !== null) onResult(result);
        this.claims.resume();
        this.limited.ended(name);
      },
      log,
      activityObserver,
    );
    const claimant = {
      nodeId,
      activities: registry.activityNames,
      deliveriesMax: options.deliveriesMax,
      limited: () => this.limited.names,
    };
    this.claims = new WorkItemClaims(claimant, store, this.worker, suspects, others, log);
    const limitedNode = {
      ...claimant,
      startHeld: () => this.claims.startHeld(),
      tellOthers: () => wakes.limited(),
      unlimited: (partitionIds: readonly number[]) => this.wait(partitionIds),
    };
    this.limited = new LimitedClaims(limitedNode, store, this.worker, log);
  }

  /** Items wait in these partitions; this node looks a little later where they are meant for others. */
  wait(partitionIds: readonly number[], { areForOthers } = { areForOthers: false }): void {
    if (partitionIds.length === 0) return;
    if (areForOthers) this.claims.lookLater(partitionIds);
    else this.claims.look(partitionIds);
    this.#wakes.workItems(partitionIds);
  }

  /** Items of limited activities wait. */
  waitForPermits(): void {
    this.limited.look();
    this.#wakes.limited();
  }

  woken({ workItems, limited, canceled }: Wake): void {
    this.claims.look(workItems);
    if (limited) this.limited.look();
    if (canceled) void this.claims.abortLost(0);
  }

  /** What waits here for capacity goes to others. */
  async giveBack(): Promise<void> {
    this.wait(await this.claims.giveBack(), { areForOthers: true });
  }

  /** Takes nothing more; resolves when the last claims are answered. */
  async stop(): Promise<void> {
    this.worker.close();
    await Promise.all([this.claims.stop(), this.limited.stop()]);
  }
}
