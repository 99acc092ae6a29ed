/**
 * Runs activities, as many at once as the node has room for.
 *
 * A1. An activity that throws fails its task, never the node.
 * A2. What the node holds beyond its capacity waits here, in order; it holds more than a little only while it is alone.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { toFailureDetails } from '../engine/failure';
import { deserialize, serialize } from '../engine/payload';
import type { Registry } from '../registry';
import type { ClaimedWorkItem, WorkItemKey, WorkItemResult } from '../store';

export class ActivityWorker {
  readonly #running = new Set<string>();
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
    private readonly onEnded: (result: WorkItemResult) => void,
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

  /** Starts nothing more, and waits for what runs to end, `timeoutMs` at most. */
  async drain(timeoutMs: number): Promise<void> {
    this.#backlog.clear();
    if (this.#running.size === 0) return;
    const drained = new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
    await Promise.race([drained, sleep(timeoutMs, undefined, { ref: false })]);
  }

  #start(key: string, item: ClaimedWorkItem): void {
    this.#running.add(key);
    const startedAt = performance.now();
    void this.#run(item).then((end) => {
      this.#running.delete(key);
      this.#unsettled.add(key);
      this.#startNext();
      if (this.#running.size === 0) this.#onIdle();
      const { partitionId, instanceId, generation, taskId, attempt } = item;
      const durationMs = Math.round(performance.now() - startedAt);
      this.onEnded({ partitionId, instanceId, generation, taskId, attempt, durationMs, ...end });
    });
  }

  #startNext(): void {
    for (const [key, item] of this.#backlog) {
      this.#backlog.delete(key);
      return this.#start(key, item);
    }
  }

  async #run(item: ClaimedWorkItem) {
    try {
      const activity = this.registry.activity(item.name);
      if (activity === undefined) throw new ActivityNotFound(item.name);
      const output = await activity.run(deserialize(item.input) as never, {
        instanceId: item.instanceId,
        idempotencyKey: `${item.instanceId}:${item.generation}:${item.taskId}`,
        attempt: item.attempt,
      });
      return { result: serialize(output, `The result of activity '${item.name}'`) };
    } catch (error) {
      return { failure: toFailureDetails(error) };
    }
  }
}

function keyOf({ instanceId, generation, taskId, attempt }: WorkItemKey): string {
  return `${generation}/${taskId}/${attempt}/${instanceId}`;
}

class ActivityNotFound extends Error {
  override name = 'ActivityNotFound';
  readonly isNonRetriable = true;

  constructor(name: string) {
    super(`There is no activity named '${name}' on this node.`);
  }
}
