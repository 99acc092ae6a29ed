/** What clients read of entities, from rows in memory. */
import type { EntityDetails, EntityListQuery, EntitySummary } from '@/contract/entity';
import { toEntityId } from '../engine/entity-id';
import type { EntityRecord } from '../engine/entity-record';
import type { QueryStore } from '../query-store';
import type { MemoryDatabase } from './memory-database';

export function entityQueries(database: MemoryDatabase): Pick<QueryStore, 'getEntity' | 'listEntities'> {
  return {
    getEntity: async (instanceId) => {
      const record = database.rowsFor(instanceId).entities.get(instanceId);
      return record === undefined ? null : toDetails(record);
    },
    listEntities: async (query, { states = false } = {}) => {
      const found = database.partitions
        .flatMap(({ entities }) => [...entities.values()])
        .map((record) => (states ? toDetails(record) : toSummary(record)))
        .filter((entity) => matches(entity, query))
        .sort((one, other) => (one.entityId < other.entityId ? -1 : 1));
      const after = Number(query.cursor ?? 0);
      const next = after + query.limit < found.length ? String(after + query.limit) : null;
      return { entities: found.slice(after, after + query.limit), next };
    },
  };
}

function toSummary({ instanceId, state, lockedBy, waiting, ...times }: EntityRecord): EntitySummary {
  return {
    entityId: instanceId,
    ...toEntityId(instanceId),
    exists: state !== null,
    lockedBy: lockedBy?.instanceId ?? null,
    waitingCount: waiting.length,
    statePreview: state?.slice(0, 256) ?? null,
    stateBytes: state === null ? null : Buffer.byteLength(state),
    createdAt: new Date(times.createdAt).toISOString(),
    lastOperationAt: new Date(times.lastOperationAt).toISOString(),
  };
}

function toDetails(record: EntityRecord): EntityDetails {
  return { ...toSummary(record), state: record.state };
}

function matches(
  entity: EntitySummary,
  { name, prefix, lastOperationFrom, lastOperationTo }: EntityListQuery,
): boolean {
  if (name !== undefined && entity.name !== name.toLowerCase()) return false;
  if (prefix !== undefined && !entity.key.startsWith(prefix)) return false;
  const at = Date.parse(entity.lastOperationAt);
  if (lastOperationFrom !== undefined && at < Date.parse(lastOperationFrom)) return false;
  return lastOperationTo === undefined || at < Date.parse(lastOperationTo);
}
