/**
 * Runs activities, as many at once as the node has room for.
 *
 * A1. An activity that throws fails its task, never the node.
 */
import { toFailureDetails } from '../engine/failure';
import { deserialize, serialize } from '../engine/payload';
import type { Registry } from '../registry';
import type { ClaimedWorkItem, WorkItemKey, WorkItemResult } from '../store';

export class ActivityWorker {
  readonly #running = new Set<string>();
  #reserved = 0;

  constructor(
    private readonly registry: Registry,
    private readonly capacity: number,
    private readonly onEnded: (result: WorkItemResult) => void,
  ) {}

  /** How many more activities can be started. */
  get room(): number {
    return Math.max(0, this.capacity - this.#running.size - this.#reserved);
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

  /** Starts a work item that this node holds. Does nothing where it is running already. */
  start(item: ClaimedWorkItem): void {
    const key = keyOf(item);
    if (this.#running.has(key)) return;
    this.#running.add(key);
    const startedAt = performance.now();
    this.#run(item).then((end) => {
      this.#running.delete(key);
      const { partitionId, instanceId, generation, taskId, attempt } = item;
      const durationMs = Math.round(performance.now() - startedAt);
      this.onEnded({ partitionId, instanceId, generation, taskId, attempt, durationMs, ...end });
    });
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
