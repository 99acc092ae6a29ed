/**
 * The reads of clients and pages, over connections of their own: no list waits behind checkpoints, nor they behind it.
 *
 * Q1. A read of one instance names its partition.
 * Q2. A list or count never selects payloads, but for the list of statuses, which is for whoever wants them.
 * Q3. Every list ends at a limit, and every count at a cap.
 */
import type { Sql } from 'postgres';
import { partitionOf } from '@/server/partition-of';
import type { QueryStore } from '@/server/query-store';
import { countInstances } from './count-instances';
import { getEntity } from './get-entity';
import { getHistoryEvent } from './get-history-event';
import { getInstance } from './get-instance';
import { getInstanceStatus } from './get-instance-status';
import type { InstanceKey } from './instance-key';
import { listChildren } from './list-children';
import { listEntities } from './list-entities';
import { listHistory } from './list-history';
import { listInstances } from './list-instances';
import { listPurgeable } from './list-purgeable';
import { listStatuses } from './list-statuses';
import { openQueryDatabase } from './query-database';

/** Every query of the port, bound to clients of its own (see `openQueryDatabase`); `lists` for what may be slow. */
export function createQueryStore(sql: Sql, partitionCount: number, lists: Sql = sql): QueryStore {
  const db = openQueryDatabase(sql);
  const slow = lists === sql ? db : openQueryDatabase(lists);
  const keyOf = (instanceId: string): InstanceKey => ({
    partitionId: partitionOf(instanceId, partitionCount),
    instanceId,
  });
  return {
    getInstanceStatus: (instanceId) => getInstanceStatus(db, keyOf(instanceId)),
    getInstance: (instanceId) => getInstance(db, keyOf(instanceId)),
    listInstances: (query) => listInstances(slow, query, partitionCount),
    listStatuses: (query, options) => listStatuses(db, query, partitionCount, options),
    countInstances: (filter, cap) => countInstances(slow, filter, partitionCount, cap),
    listChildren: (instanceId, limit) => listChildren(db, instanceId, limit),
    listPurgeable: (filter, limit) => listPurgeable(db, filter, limit),
    listHistory: (instanceId, page) => listHistory(db, keyOf(instanceId), page),
    getHistoryEvent: (instanceId, seq, generation) => getHistoryEvent(db, keyOf(instanceId), seq, generation),
    getEntity: (instanceId) => getEntity(db, keyOf(instanceId)),
    listEntities: (query, options) => listEntities(db, query, options),
  };
}
