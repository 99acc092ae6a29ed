/** Messages to entities as tests need them, and a turn over them. */
import type { AnyEntity } from '../entity';
import type { EntityRecord } from '../entity-record';
import { type EntityOutcome, newEntityRecord, runEntityTurn } from '../entity-turn';
import type { EntityMessage, TaskLink } from '../history';
import { serialize } from '../payload';
import { drained } from './test-instance';

export const NOW = 2_000_000_000_000;

export const link = (instanceId: string, taskId = 1, generation = 0): TaskLink => ({ instanceId, generation, taskId });

let requests = 0;

const operation = (name: string, input: unknown, rest: { caller: TaskLink | null; clientWaits?: boolean }) => {
  requests += 1;
  const requestId = `request-${requests}`;
  return { type: 'entityOperation' as const, operation: name, input: serialize(input, 'x'), requestId, ...rest };
};

export const ask = {
  signal: (name: string, input?: unknown) => operation(name, input, { caller: null }),
  call: (caller: TaskLink, name: string, input?: unknown) => operation(name, input, { caller }),
  fromClient: (name: string, input?: unknown) => operation(name, input, { caller: null, clientWaits: true }),
  lock: (owner: TaskLink, entities: string[], position = 0) => ({
    type: 'entityLock' as const,
    owner,
    entities,
    position,
  }),
  unlock: (owner: TaskLink, entities: string[], position = 0) => ({
    type: 'entityUnlock' as const,
    owner,
    entities,
    position,
  }),
};

/** An entity whose turns run in memory, one after the other. */
export class TestEntity {
  record: EntityRecord;
  last: EntityOutcome | null = null;
  #guids = 0;

  constructor(
    readonly definition: AnyEntity,
    readonly instanceId = `@${definition.name.toLowerCase()}@key`,
  ) {
    this.record = newEntityRecord(instanceId, NOW);
  }

  get state(): unknown {
    return this.record.state === null ? undefined : JSON.parse(this.record.state);
  }

  async turn(...messages: EntityMessage[]): Promise<EntityOutcome> {
    const newGuid = () => {
      this.#guids += 1;
      return `guid-${this.#guids}`;
    };
    const world = { now: NOW, newGuid };
    const outcome = await drained(runEntityTurn(this.definition, structuredClone(this.record), messages, world));
    this.record = outcome.record;
    this.last = outcome;
    return outcome;
  }

  /** Asks as a client, and gives what it is told. */
  async ask(name: string, input?: unknown): Promise<unknown> {
    const [reply] = (await this.turn(ask.fromClient(name, input))).replies;
    if (reply === undefined) throw new Error('There is no reply.');
    if ('failure' in reply) return { failure: reply.failure };
    return reply.result === null ? undefined : JSON.parse(reply.result);
  }
}
