/** Owners that lock entities, call them and end, in any order of events. */
import type { AnyEntity } from '../entity';
import type { EntityMessage, Message } from '../history';
import { ask, link, TestEntity } from './entity-messages';

export const LOCKABLE = ['@plain@a', '@plain@b', '@plain@c'];

export type Plan = {
  /** Which of the entities it locks. */
  entities: string[];
  /** How often it calls its first entity while it holds the locks. */
  calls: number;
  /** It ends, whatever it is about, after so many deliveries; null: it goes on to its end. */
  endsAfter: number | null;
};

/** A world of entities and of owners that lock them, where every channel keeps its order and no two keep theirs. */
export class LockWorld {
  readonly entities = new Map<string, TestEntity>();
  readonly #holders = new Map<string, string>();
  readonly granted = new Set<string>();
  readonly #channels = new Map<string, { to: string; message: Message | EntityMessage }[]>();
  readonly #released = new Set<string>();
  readonly #calls = new Map<string, number>();
  deliveries = 0;

  constructor(
    private readonly definition: AnyEntity,
    readonly plans: ReadonlyMap<string, Plan>,
  ) {
    for (const id of LOCKABLE) this.entities.set(id, new TestEntity(this.definition, id));
    for (const [owner, { entities }] of plans) this.#send(owner, entities[0], ask.lock(link(owner), entities));
  }

  /** Delivers everything, one message at a time, from whichever channel is picked next. */
  async run(picks: readonly number[]): Promise<void> {
    for (let step = 0; this.#channels.size > 0; step += 1) {
      const channels = [...this.#channels.keys()];
      await this.#deliver(channels[(picks[step % picks.length] ?? 0) % channels.length] ?? '');
      for (const [owner, { endsAfter }] of this.plans) if (endsAfter === this.deliveries) this.#end(owner);
    }
  }

  async #deliver(channel: string): Promise<void> {
    const queue = this.#channels.get(channel) ?? [];
    const next = queue.shift();
    if (queue.length === 0) this.#channels.delete(channel);
    if (next === undefined) return;
    this.deliveries += 1;
    const target = this.entities.get(next.to);
    if (target === undefined) this.#tell(next.to);
    else {
      const { sends } = await target.turn(next.message as EntityMessage);
      for (const { instanceId, message } of sends) this.#send(next.to, instanceId, message);
    }
  }

  #end(owner: string): void {
    if (this.#released.has(owner)) return;
    this.#released.add(owner);
    const entities = this.plans.get(owner)?.entities ?? [];
    for (const id of entities) if (this.#holders.get(id) === owner) this.#holders.delete(id);
    this.#send(owner, entities[0], ask.unlock(link(owner), entities));
  }

  /** An owner is told that it has its locks, or what came of a call. */
  #tell(owner: string): void {
    const { entities = [], calls = 0 } = this.plans.get(owner) ?? {};
    if (this.#released.has(owner)) return;
    if (!this.granted.has(owner)) this.#grant(owner, entities);
    const made = this.#calls.get(owner) ?? 0;
    this.#calls.set(owner, made + 1);
    if (made === calls) this.#end(owner);
    else this.#send(owner, entities[0], ask.call(link(owner, 2 + made), 'get'));
  }

  #grant(owner: string, entities: readonly string[]): void {
    this.granted.add(owner);
    for (const id of entities) {
      if (this.#holders.has(id)) throw new Error(`${id} has two owners.`);
      this.#holders.set(id, owner);
    }
  }

  #send(from: string, to = '', message: Message | EntityMessage): void {
    const channel = `${from} to ${to}`;
    const queue = this.#channels.get(channel) ?? [];
    this.#channels.set(channel, queue);
    queue.push({ to, message });
  }
}
