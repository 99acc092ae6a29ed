/** What clients do with entities. */
import { randomUUID } from 'node:crypto';
import type { EntityListQuery, EntityPage } from '@/contract/entity';
import { type AnyEntityId, assertOperationName, toInstanceId } from '../engine/entity-id';
import type { EntityReply } from '../engine/entity-record';
import { dueMoment } from '../engine/orchestration-time';
import { deserialize } from '../engine/payload';
import type { Sender } from '../hub/sender';
import type { QueryStore } from '../query-store';
import type { Registry } from '../registry';
import { ClientError, invalidCursor } from './client-error';
import type { CallEntityOptions, DurableEntityClient, SignalEntityOptions } from './durable-entity-client';
import { EntityOperationFailedError } from './entity-operation-failed-error';
import { payloadOf } from './payload-of';
import { releaseOrphanedLocks } from './release-orphaned-locks';
import { ReplyWatch } from './reply-watch';
import { APP } from './send-command';

type Entities = { node: Sender; store: QueryStore; registry: Registry };

export function createEntityClient(entities: Entities): DurableEntityClient {
  const replies = new ReplyWatch(entities.node);
  return {
    signalEntity: (id: AnyEntityId, operation: string, input?: unknown, options?: SignalEntityOptions) =>
      signalEntity(entities, { id, operation, input }, options),
    callEntity: async <Result>(id: AnyEntityId, operation: string, input?: unknown, options?: CallEntityOptions) =>
      (await callEntity(entities, replies, { id, operation, input }, options)) as Result,
    readEntityState: async <State>(id: AnyEntityId) => {
      const { state = null } = (await entities.store.getEntity(instanceIdOf(id))) ?? {};
      return { entityExists: state !== null, entityState: deserialize(state) as State | undefined };
    },
    getEntity: (id) => entities.store.getEntity(instanceIdOf(id)),
    listEntities: (query, options) => listEntities(entities.store, query, options),
    deleteEntity: (id, options) => signalEntity(entities, { id, operation: 'delete', input: undefined }, options),
    cleanEntityStorage: async () => ({ orphanedLocksReleased: await releaseOrphanedLocks(entities) }),
  };
}

type Asked = { id: AnyEntityId; operation: string; input: unknown };

async function signalEntity(
  { node, registry }: Entities,
  asked: Asked,
  { dueAt, actor = APP }: SignalEntityOptions = {},
): Promise<void> {
  const { instanceId, ...operation } = operationOf(registry, asked);
  const visibleAt = dueAt && dueMoment(dueAt, node.clock.now(), 'dueAt');
  await node.deliver(instanceId, { ...operation, requestId: randomUUID(), actor }, { visibleAt });
}

async function callEntity(
  { node, registry }: Entities,
  replies: ReplyWatch,
  asked: Asked,
  { timeoutMs, actor = APP }: CallEntityOptions = {},
): Promise<unknown> {
  const { instanceId, ...operation } = operationOf(registry, asked);
  const requestId = randomUUID();
  const { reply, settle, fail, delivered } = replies.expect(instanceId, requestId, timeoutMs);
  const message = { ...operation, requestId, clientWaits: true, actor };
  node.deliver(instanceId, message, { reply: settle }).then(delivered, fail);
  return resultOf(await reply, instanceId, asked.operation);
}

function operationOf(registry: Registry, { id, operation, input }: Asked) {
  const instanceId = instanceIdOf(id);
  checked(() => assertOperationName(operation));
  if (registry.entity(id.name) === undefined && !registry.isOpen)
    throw new ClientError('function-not-found', `There is no entity named '${id.name}'.`);
  const payload = payloadOf(input, `The input of operation '${operation}'`);
  return { instanceId, type: 'entityOperation' as const, operation, input: payload, caller: null };
}

function instanceIdOf(id: AnyEntityId): string {
  return checked(() => toInstanceId(id));
}

/** What the engine refuses is the request's fault here. */
function checked<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw new ClientError('invalid-request', error instanceof Error ? error.message : String(error));
  }
}

function resultOf(reply: EntityReply, instanceId: string, operation: string): unknown {
  if ('failure' in reply) throw new EntityOperationFailedError(instanceId, operation, reply.failure);
  return deserialize(reply.result);
}

async function listEntities(
  store: QueryStore,
  query: EntityListQuery,
  options: { states?: boolean } = {},
): Promise<EntityPage> {
  const page = await store.listEntities(query, options);
  if (page === 'invalid-cursor') throw invalidCursor();
  return page;
}
