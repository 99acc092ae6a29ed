/**
 * Runs activities, as many at once as the node has room for.
 *
 * A1. An activity that throws fails its task, never the node.
 * A2. What the node holds beyond its capacity waits here, in order; it holds more than a little only while it is alone.
 * A3. Once a run is aborted its result counts for nothing; it takes up capacity until its code has ended all the same.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log';
import type { Registry } from '../registry';
import type { ClaimedWorkItem, WorkItemKey, WorkItemResult } from '../store';
import { ActivityRun, type RunEnd } from './activity-run';
import { ActivityTimes } from './activity-times';

/** Sees every run of an activity. Neither throws nor rejects. */
export type ActivityObserver = {
  /** Runs the activity's code in whatever surrounds it. */
  around?: ((item: ClaimedWorkItem, run: () => Promise<RunEnd>) => Promise<RunEnd>) | undefined;
  ended?: ((item: ClaimedWorkItem, run: { waitedMs: number; runMs: number; hasFailed: boolean }) => void) | undefined;
};

const STOPPING = 'The node is stopping.';

/** What there is no capacity for yet, and since when, by the process's clock. */
type Waiting = { item: ClaimedWorkItem; since: number };

export class ActivityWorker {
  readonly #running = new Map<string, ActivityRun>();
  /** Ended, but their rows are still there. */
  readonly #unsettled = new Set<string>();
  readonly #backlog = new Map<string, Waiting>();
  #reserved = 0;
  #onIdle = () => {};
  #isHurried = false;
  #isClosed = false;
  readonly #times = new ActivityTimes();
  /** How many work items may wait here for capacity. */
  backlogMax = 0;

  constructor(
    private readonly registry: Registry,
    private readonly capacity: number,
    /** Called after each run; with null where nobody wants its result any more. */
    private readonly onEnded: (result: WorkItemResult | null) => void,
    private readonly log: Log,
    private readonly observer: ActivityObserver = {},
  ) {}

  /** How many more work items this node can take. */
  get room(): number {
    if (this.#isClosed) return 0;
    const held = this.#running.size + this.#backlog.size + this.#reserved;
    return Math.max(0, this.capacity + this.backlogMax - held);
  }

  get runningCount(): number {
    return this.#running.size;
  }

  /** How many wait here for capacity. */
  get waitingCount(): number {
    return this.#backlog.size;
  }

  /** What it runs, and what waits here or is about to. */
  get load(): number {
    return this.#running.size + this.#backlog.size + this.#reserved;
  }

  /** True where the activity was short of late: to give it to another node would take longer. */
  isBrief(name: string): boolean {
    return this.#times.isBrief(name);
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
    if (this.#running.size < this.capacity) this.#start(key, item, item.waitedMs ?? 0);
    else this.#backlog.set(key, { item, since: performance.now() });
  }

  /** The work item's row is gone. */
  settled(item: WorkItemKey): void {
    this.#unsettled.delete(keyOf(item));
  }

  /** True while such an item is here. */
  holds(isSought: (item: ClaimedWorkItem) => boolean): boolean {
    for (const { item } of this.#running.values()) if (isSought(item)) return true;
    for (const { item } of this.#backlog.values()) if (isSought(item)) return true;
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
    for (const [key, { item }] of this.#backlog) if (isUnwanted(item)) this.#backlog.delete(key);
    for (const run of this.#running.values()) if (isUnwanted(run.item)) run.abort(why);
  }

  /** Whoever waits for what runs to end waits no longer. */
  hurry(): void {
    this.#isHurried = true;
    this.#onIdle();
  }

  /** Has no room from here on. */
  close(): void {
    this.#isClosed = true;
  }

  /** Lets go of what waits here for capacity; the caller gives it back. */
  surrender(): ClaimedWorkItem[] {
    const items = [...this.#backlog.values()].map(({ item }) => item);
    this.#backlog.clear();
    return items;
  }

  /** Starts nothing more, and waits for what runs to end, `timeoutMs` at most. What still runs then is aborted. */
  async drain(timeoutMs: number): Promise<void> {
    this.close();
    this.#backlog.clear();
    if (this.#running.size === 0) return;
    if (this.#isHurried) return this.abort(() => true, STOPPING);
    const drained = new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
    await Promise.race([drained, sleep(timeoutMs, undefined, { ref: false })]);
    this.abort(() => true, STOPPING);
  }

  #start(key: string, item: ClaimedWorkItem, waitedMs: number): void {
    const run = new ActivityRun(item, this.log);
    this.#running.set(key, run);
    const { around, ended } = this.observer;
    const end = around === undefined ? run.perform(this.registry) : around(item, () => run.perform(this.registry));
    void end.then((end) => {
      this.#running.delete(key);
      ended?.(item, { waitedMs, runMs: performance.now() - run.startedAt, hasFailed: 'failure' in end });
      if (!run.isAborted) this.#unsettled.add(key);
      this.#startNext();
      if (this.#running.size === 0) this.#onIdle();
      if (run.isAborted) return this.onEnded(null);
      const { partitionId, instanceId, generation, taskId, attempt } = item;
      const durationMs = Math.round(performance.now() - run.startedAt);
      this.#times.note(item.name, durationMs);
      this.onEnded({ partitionId, instanceId, generation, taskId, attempt, durationMs, ...end });
    });
  }

  #startNext(): void {
    for (const [key, { item, since }] of this.#backlog) {
      this.#backlog.delete(key);
      return this.#start(key, item, (item.waitedMs ?? 0) + performance.now() - since);
    }
  }
}

function keyOf({ instanceId, generation, taskId, attempt }: WorkItemKey): string {
  return `${generation}/${taskId}/${attempt}/${instanceId}`;
}
