/**
 * The activities of a test hub: the user's own or their stubs, run for real.
 *
 * A1. An activity takes no time by the hub's clock, unless its stub says how long it takes.
 */
import type { ActivityContext, ActivityReference, AnyActivity } from '../engine/activity';
import { type Duration, dueMoment } from '../engine/orchestration-time';
import type { VirtualClock } from './virtual-clock';

export type StubOptions = {
  /** How long each run takes by the hub's clock; `forever` runs until nobody waits for it any more. */
  takes?: Duration | 'forever';
};

type Stub = StubOptions & { run: (input: never, context: ActivityContext) => unknown };

export class TestActivities {
  readonly #known = new Set<string>();
  readonly #stubs = new Map<string, Stub>();
  readonly #running = new Set<Promise<unknown>>();

  constructor(private readonly clock: VirtualClock) {}

  /** An activity as the hub runs it; anything else as it is. */
  take(definition: unknown): unknown {
    return isActivity(definition) ? this.#take(definition) : definition;
  }

  #take(activity: AnyActivity): AnyActivity {
    const name = activity.name.toLowerCase();
    this.#known.add(name);
    return { ...activity, run: (input, context) => this.#run(this.#stubs.get(name) ?? activity, input, context) };
  }

  stub(activity: string | Pick<ActivityReference<never, unknown>, 'name'>, stub: Stub): void {
    const name = typeof activity === 'string' ? activity : activity.name;
    if (!this.#known.has(name.toLowerCase())) throw new Error(`The test hub has no activity named '${name}'.`);
    this.#stubs.set(name.toLowerCase(), stub);
  }

  get isRunning(): boolean {
    return this.#running.size > 0;
  }

  /** Resolves when those that run now have ended. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  async #run(stub: Stub, input: never, context: ActivityContext): Promise<unknown> {
    if (stub.takes !== undefined) await this.#pass(stub.takes, context);
    const running = Promise.resolve(stub.run(input, context));
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Rejects where nobody waits for the activity any more. */
  #pass(takes: Duration | 'forever', { signal }: ActivityContext): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      if (takes !== 'forever') this.clock.callAt(dueMoment(takes, this.clock.now()), resolve);
    });
  }
}

function isActivity(value: unknown): value is AnyActivity {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'activity';
}
