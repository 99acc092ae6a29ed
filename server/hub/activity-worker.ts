/**
 * Runs activities, as many at once as the node has room for.
 *
 * A1. An activity that throws fails its task, never the node.
 * A2. What the node holds beyond its capacity waits here, in order; it holds more than a little only while it is alone.
 * A3. Once a run is aborted its result counts for nothing; it takes up capacity until its code has ended all the same.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Registry } from '../registry';
import type { ClaimedWorkItem, WorkItemKey, WorkItemResult } from '../store';
import { ActivityRun } from './activity-run';

export class ActivityWorker {
  readonly #running = new Map<string, ActivityRun>();
  /** Ended, but their rows are still there. */
  readonly #unsettled = new Set<string>();
  readonly #backlog = new Map<string, ClaimedWorkItem>();
  #reserved = 0;
  #onIdle = () => {};
  /** How many work items may wait here for capacity. */
  backlogMax = 0;

  constructor(
    private readonly registry: Registry,
    private readonly capacity: number,
    /** Called after each run; with null where nobody wants its result any more. */
    private readonly onEnded: (result: WorkItemResult | null) => void,
  ) {}

  /** How many more work items this node can take. */
  get room(): number {
    const held = this.#running.size + this.#backlog.size + this.#reserved;
    return Math.max(0, this.capacity + this.backlogMax - held);
  }

  get runningCount(): number {
    return this.#running.size;
  }

  /** Keeps room for up to `wanted` work items that a checkpoint is about to take. Gives for how many. */
  reserve(wanted: number): number {
    const reserved = Math.min(wanted, this.room);
    this.#reserved += reserved;
    return reserved;
  }

  unreserve(reserved: number): void {
    this.#reserved -= reserved;
  }

  /** Runs a work item that this node holds, as soon as there is capacity. Does nothing where it is here already. */
  start(item: ClaimedWorkItem): void {
    const key = keyOf(item);
    if (this.#running.has(key) || this.#backlog.has(key) || this.#unsettled.has(key)) return;
    if (this.#running.size < this.capacity) this.#start(key, item);
    else this.#backlog.set(key, item);
  }

  /** The work item's row is gone. */
  settled(item: WorkItemKey): void {
    this.#unsettled.delete(keyOf(item));
  }

  /** True while such an item is here. */
  holds(isSought: (item: ClaimedWorkItem) => boolean): boolean {
    for (const { item } of this.#running.values()) if (isSought(item)) return true;
    for (const item of this.#backlog.values()) if (isSought(item)) return true;
    return false;
  }

  /** What has been running for so long. */
  runningFor(ms: number): ClaimedWorkItem[] {
    const startedBefore = performance.now() - ms;
    const runs = [...this.#running.values()].filter((run) => run.startedAt <= startedBefore && !run.isAborted);
    return runs.map(({ item }) => item);
  }

  /** Nobody wants these any more: forgets those that wait, and aborts those that run. */
  abort(isUnwanted: (item: ClaimedWorkItem) => boolean, why: string): void {
    for (const [key, item] of this.#backlog) if (isUnwanted(item)) this.#backlog.delete(key);
    for (const run of this.#running.values()) if (isUnwanted(run.item)) run.abort(why);
  }

  /** Starts nothing more, and waits for what runs to end, `timeoutMs` at most. What still runs then is aborted. */
  async drain(timeoutMs: number): Promise<void> {
    this.#backlog.clear();
    if (this.#running.size === 0) return;
    const drained = new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
    await Promise.race([drained, sleep(timeoutMs, undefined, { ref: false })]);
    this.abort(() => true, 'The node is stopping.');
  }

  #start(key: string, item: ClaimedWorkItem): void {
    const run = new ActivityRun(item);
    this.#running.set(key, run);
    void run.perform(this.registry).then((end) => {
      this.#running.delete(key);
      if (!run.isAborted) this.#unsettled.add(key);
      this.#startNext();
      if (this.#running.size === 0) this.#onIdle();
      if (run.isAborted) return this.onEnded(null);
      const { partitionId, instanceId, generation, taskId, attempt } = item;
      const durationMs = Math.round(performance.now() - run.startedAt);
      this.onEnded({ partitionId, instanceId, generation, taskId, attempt, durationMs, ...end });
    });
  }

  #startNext(): void {
    for (const [key, item] of this.#backlog) {
      this.#backlog.delete(key);
      return this.#start(key, item);
    }
  }
}

function keyOf({ instanceId, generation, taskId, attempt }: WorkItemKey): string {
  return `${generation}/${taskId}/${attempt}/${instanceId}`;
}
