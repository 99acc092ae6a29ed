/** One run of an activity on this node. */

import type { FailureDetails } from '@/contract/failure-details';
import type { ActivityContext } from '../engine/activity';
import { toFailureDetails } from '../engine/failure';
import type { FunctionLogger } from '../engine/function-logger';
import type { Payload } from '../engine/history';
import type { LogLevel } from '../engine/outcome';
import { deserialize, serialize } from '../engine/payload';
import type { Log } from '../log';
import type { Registry } from '../registry';
import type { ClaimedWorkItem } from '../store';

export type RunEnd = { result: Payload } | { failure: FailureDetails };

const NO_TAGS = {};

export class ActivityRun implements ActivityContext {
  readonly startedAt = performance.now();
  #controller: AbortController | null = null;
  #aborted: ActivityAborted | null = null;

  constructor(
    readonly item: ClaimedWorkItem,
    private readonly hubLog: Log,
  ) {}

  get instanceId(): string {
    return this.item.instanceId;
  }

  get idempotencyKey(): string {
    const { instanceId, generation, taskId, facts } = this.item;
    return `${instanceId}:${generation}:${facts.firstTaskId ?? taskId}`;
  }

  get attempt(): number {
    return this.item.facts.attempt ?? 1;
  }

  get deliveryCount(): number {
    return this.item.attempt;
  }

  get tags(): Readonly<Record<string, string>> {
    return this.item.facts.tags ?? NO_TAGS;
  }

  /** Made where it is asked for: most activities never do. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#aborted !== null) this.#controller.abort(this.#aborted);
    return this.#controller.signal;
  }

  get log(): FunctionLogger {
    const { partitionId, instanceId, generation, taskId, name } = this.item;
    const bound = this.hubLog.child({ partition: partitionId, instanceId, generation, taskId, function: name });
    const at = (level: LogLevel) => (message: string, facts?: unknown) => bound[level]({ facts }, message);
    return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  }

  /** True where nobody wants the result any more. */
  get isAborted(): boolean {
    return this.#aborted !== null;
  }

  abort(why: string): void {
    if (this.#aborted !== null) return;
    this.#aborted = new ActivityAborted(why);
    this.#controller?.abort(this.#aborted);
  }

  /** Runs the user's code, and tells later how it ended. Never throws: what the code throws is data. */
  perform(registry: Registry, onEnd: (end: RunEnd) => void): void {
    const { name, input } = this.item;
    try {
      const activity = registry.activity(name);
      if (activity === undefined) throw new ActivityNotFound(name);
      // No async function: each of its steps would cost every activity another promise.
      Promise.resolve(activity.run(deserialize(input) as never, this)).then(
        (output) => onEnd(endOf(output, name)),
        (error) => onEnd({ failure: toFailureDetails(error) }),
      );
    } catch (error) {
      queueMicrotask(() => onEnd({ failure: toFailureDetails(error) }));
    }
  }
}

function endOf(output: unknown, name: string): RunEnd {
  try {
    return { result: serialize(output, `The result of activity '${name}'`) };
  } catch (error) {
    return { failure: toFailureDetails(error) };
  }
}

/** What the signal's `reason` is, and what a `fetch` with the signal throws. */
class ActivityAborted extends Error {
  override name = 'AbortError';
}

class ActivityNotFound extends Error {
  override name = 'ActivityNotFound';
  readonly isNonRetriable = true;

  constructor(name: string) {
    super(`There is no activity named '${name}' on this node.`);
  }
}
