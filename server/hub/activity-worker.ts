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

/** What is here; `since` when it waits for capacity, by the process's clock. */
type Held = { key: string; item: ClaimedWorkItem; since: number };

export class ActivityWorker {
  /** What runs, what waits for capacity, and what has ended while its row is still there. */
  readonly #held = new Map<string, Held>();
  readonly #running = new Set<ActivityRun>();
  readonly #backlog = new Set<Held>();
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
    private readonly onEnded: (result: WorkItemResult | null, item: ClaimedWorkItem) => void,
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

  /** How many runs and waiting items there are of an activity, named in lower case. */
  countOf(name: string): number {
    let count = 0;
    for (const { item } of this.#running.values()) if (item.name.toLowerCase() === name) count += 1;
    for (const { item } of this.#backlog.values()) if (item.name.toLowerCase() === name) count += 1;
    return count;
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
    if (this.#held.has(key)) return;
    const held = { key, item, since: 0 };
    this.#held.set(key, held);
    if (this.#running.size < this.capacity) return this.#start(held, item.waitedMs ?? 0);
    held.since = performance.now();
    this.#backlog.add(held);
  }

  /** The work item's row is gone. */
  settled(item: WorkItemKey): void {
    this.#held.delete(keyOf(item));
  }

  /** True while such an item is here. */
  holds(isSought: (item: ClaimedWorkItem) => boolean): boolean {
    for (const { item } of this.#running) if (isSought(item)) return true;
    for (const { item } of this.#backlog) if (isSought(item)) return true;
    return false;
  }

  /** What has been running for so long. */
  runningFor(ms: number): ClaimedWorkItem[] {
    const startedBefore = performance.now() - ms;
    const runs = [...this.#running].filter((run) => run.startedAt <= startedBefore && !run.isAborted);
    return runs.map(({ item }) => item);
  }

  /** Nobody wants these any more: forgets those that wait, and aborts those that run. */
  abort(isUnwanted: (item: ClaimedWorkItem) => boolean, why: string): void {
    for (const held of this.#backlog) if (isUnwanted(held.item)) this.#dropWaiting(held);
    for (const run of this.#running) if (isUnwanted(run.item)) run.abort(why);
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
    const waiting = [...this.#backlog];
    for (const held of waiting) this.#dropWaiting(held);
    return waiting.map(({ item }) => item);
  }

  /** Starts nothing more, and waits for what runs to end, `timeoutMs` at most. What still runs then is aborted. */
  async drain(timeoutMs: number): Promise<void> {
    this.close();
    for (const held of this.#backlog) this.#dropWaiting(held);
    if (this.#running.size === 0) return;
    if (this.#isHurried) return this.abort(() => true, STOPPING);
    const drained = new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
    await Promise.race([drained, sleep(timeoutMs, undefined, { ref: false })]);
    this.abort(() => true, STOPPING);
  }

  #dropWaiting(held: Held): void {
    this.#backlog.delete(held);
    this.#held.delete(held.key);
  }

  #start({ key, item }: Held, waitedMs: number): void {
    const run = new ActivityRun(item, this.log);
    this.#running.add(run);
    const { around } = this.observer;
    if (around === undefined) return run.perform(this.registry, (end) => this.#over(key, run, waitedMs, end));
    const end = around(item, () => new Promise((resolve) => run.perform(this.registry, resolve)));
    void end.then((end) => this.#over(key, run, waitedMs, end));
  }

  #over(key: string, run: ActivityRun, waitedMs: number, end: RunEnd): void {
    const { item } = run;
    const runMs = performance.now() - run.startedAt;
    this.#running.delete(run);
    this.observer.ended?.(item, { waitedMs, runMs, hasFailed: 'failure' in end });
    if (run.isAborted) this.#held.delete(key);
    this.#startNext();
    if (this.#running.size === 0) this.#onIdle();
    if (run.isAborted) return this.onEnded(null, item);
    const { partitionId, instanceId, generation, taskId, attempt } = item;
    const durationMs = Math.round(runMs);
    this.#times.note(item.name, durationMs);
    const ended = { partitionId, instanceId, generation, taskId, attempt, durationMs };
    this.onEnded('failure' in end ? { ...ended, failure: end.failure } : { ...ended, result: end.result }, item);
  }

  #startNext(): void {
    for (const held of this.#backlog) {
      this.#backlog.delete(held);
      return this.#start(held, (held.item.waitedMs ?? 0) + performance.now() - held.since);
    }
  }
}

function keyOf({ instanceId, generation, taskId, attempt }: WorkItemKey): string {
  return `${generation}/${taskId}/${attempt}/${instanceId}`;
}
