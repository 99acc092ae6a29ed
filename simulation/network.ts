/**
 * The way from each node to the database and back: slow, out of order, and not always to be relied on.
 *
 * W1. A statement happens at one moment, wholly or not at all.
 * W2. Whether a statement that failed has happened, happens yet, or never will, its node cannot tell.
 * W3. What a node that is dead had sent may still arrive.
 */
import type { Random } from '../chaos/random';
import type { Store } from '../server/store';
import type { Wake } from '../server/wake-store';
import { newOwner, type Owner, type Scheduler } from './scheduler';

/** How bad it is, from 0 to 1. */
export type Weather = {
  /** Statements that fail, whatever becomes of them. */
  failing: number;
  /** Statements that take long. */
  slow: number;
  /** Hints of other nodes that get lost. */
  wakesLost: number;
};

export const CALM: Weather = { failing: 0, slow: 0.002, wakesLost: 0 };

type Fate = 'happens' | 'is lost' | 'is not heard of' | 'happens late';

type Verb = (...parameters: never[]) => Promise<unknown>;

class ConnectionLost extends Error {
  override name = 'ConnectionLost';
  readonly code = 'CONNECTION_CLOSED';
}

const FATES = ['is lost', 'is not heard of', 'happens late'] as const;

export type Said = (line: () => string) => void;

export class Network {
  weather: Weather = CALM;
  readonly #database = newOwner('database');
  readonly #listeners = new Map<Owner, { nodeId: string; onWake: (wake: Wake) => void }>();
  /** Statements under way. */
  underWay = 0;

  constructor(
    private readonly store: Store,
    private readonly scheduler: Scheduler,
    private readonly random: Random,
    private readonly say: Said,
    private readonly onDone: (verb: string, result: unknown) => void,
  ) {}

  /** The store as a node sees it. */
  storeOf(owner: Owner): Store {
    const verbs = Object.entries(this.store).map(([name, verb]) =>
      typeof verb === 'function'
        ? [name, (...parameters: never[]) => this.#call(owner, name, verb as Verb, parameters)]
        : [name, verb],
    );
    return {
      ...(Object.fromEntries(verbs) as Store),
      wake: (nodeId, wake) => this.#wake(owner, nodeId, wake),
      listen: (nodeId, onWake) => this.#listen(owner, nodeId, onWake),
    };
  }

  #call(owner: Owner, name: string, verb: Verb, parameters: never[]): Promise<unknown> {
    const { scheduler } = this;
    const fate = this.#drawFate();
    const sentAt = scheduler.now;
    return new Promise((resolve, reject) => {
      const answer = (settle: () => void) => scheduler.at(scheduler.now + this.#latency(), owner, settle);
      const fail = () => reject(new ConnectionLost(`${name}: the connection was lost.`));
      const perform = () => {
        this.underWay -= 1;
        if (owner.state === 'dead' && this.random.next() < 0.5) return;
        verb(...parameters).then(
          (result) => {
            this.say(
              () => `${owner.name} ${name}(${brief(parameters)}) of ${sentAt.toFixed(2)} ${fate}: ${brief(result)}`,
            );
            this.onDone(name, result);
            if (fate === 'happens') answer(() => resolve(result));
            if (fate === 'is not heard of') answer(fail);
          },
          (error) => {
            this.say(() => `${owner.name} ${name}(${brief(parameters)}) throws ${String(error)}`);
            answer(() => reject(error));
          },
        );
      };
      if (fate === 'is lost' || fate === 'happens late') {
        this.say(() => `${owner.name} ${name}(${brief(parameters)}) ${fate}`);
        answer(fail);
      }
      if (fate === 'is lost') return;
      const latency = fate === 'happens late' ? this.random.between(1, 3_000) : this.#latency();
      this.underWay += 1;
      scheduler.at(scheduler.now + latency, this.#database, perform);
    });
  }

  #drawFate(): Fate {
    return this.random.next() < this.weather.failing ? this.random.pick(FATES) : 'happens';
  }

  #latency(): number {
    if (this.random.next() < this.weather.slow) return this.random.between(20, 4_000);
    return this.random.between(0.1, 3);
  }

  #wake(owner: Owner, nodeId: string, wake: Wake): Promise<void> {
    for (const [listener, { nodeId: id }] of this.#listeners) {
      if (id === nodeId || this.random.next() < this.weather.wakesLost) continue;
      const times = this.random.next() < 0.05 ? 2 : 1;
      for (let time = 0; time < times; time += 1) this.#tell(listener, wake);
    }
    return new Promise((resolve) => this.scheduler.at(this.scheduler.now + this.#latency(), owner, resolve));
  }

  #tell(owner: Owner, wake: Wake): void {
    const tell = () => this.#listeners.get(owner)?.onWake(wake);
    this.scheduler.at(this.scheduler.now + this.#latency(), owner, tell);
  }

  #listen(owner: Owner, nodeId: string, onWake: (wake: Wake) => void): Promise<{ stop(): Promise<void> }> {
    this.#listeners.set(owner, { nodeId, onWake });
    const partitions = Array.from({ length: this.store.partitionCount }, (_, index) => index);
    this.#tell(owner, {
      partitions,
      workItems: partitions,
      limited: true,
      members: true,
      canceled: true,
      change: { instanceIds: null },
    });
    const stop = () => {
      this.#listeners.delete(owner);
      return Promise.resolve();
    };
    return new Promise((resolve) =>
      this.scheduler.at(this.scheduler.now + this.#latency(), owner, () => resolve({ stop })),
    );
  }
}

const BRIEF = 400;

function brief(value: unknown): string {
  const text =
    JSON.stringify(value, (_, part) => (part instanceof Map || part instanceof Set ? [...part] : part)) ?? '';
  return text.length > BRIEF ? `${text.slice(0, BRIEF)}…` : text;
}
