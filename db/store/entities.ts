/** Reads entities for their owner, and the answers that it left for clients of other nodes. */
import type { Sql } from 'postgres';
import type { EntityRecord, EntityReply } from '@/server/engine/entity-record';
import type { EntityMessage, TaskLink } from '@/server/engine/history';
import type { HubStore } from '@/server/store';
import { texts } from '../array-literal';

export function entityVerbs(sql: Sql): Pick<HubStore, 'loadEntities' | 'takeEntityReply'> {
  return {
    loadEntities: (partitionId, instanceIds) => load(sql, partitionId, instanceIds),
    takeEntityReply: async (partitionId, requestId) => {
      const [row] = await sql<{ reply: string }[]>`
        delete from entity_replies where partition_id = ${partitionId} and request_id = ${requestId} returning reply`;
      return row === undefined ? null : ({ requestId, ...JSON.parse(row.reply) } as EntityReply);
    },
  };
}

type EntityRow = {
  instance_id: string;
  revision: number;
  state: string | null;
  locked_by: string | null;
  waiting: string | null;
  created_ms: number;
  last_operation_ms: number;
};

async function load(sql: Sql, partitionId: number, instanceIds: string[]): Promise<Map<string, EntityRecord>> {
  const rows = await sql<EntityRow[]>`
    select instance_id, revision, state, locked_by, waiting,
      (extract(epoch from created_at) * 1000)::float8 as created_ms,
      (extract(epoch from last_operation_at) * 1000)::float8 as last_operation_ms
    from entities where partition_id = ${partitionId} and instance_id = any(${texts(instanceIds)}::text[])`;
  return new Map(rows.map((row) => [row.instance_id, toRecord(row)]));
}

function toRecord(row: EntityRow): EntityRecord {
  return {
    instanceId: row.instance_id,
    revision: row.revision,
    state: row.state,
    lockedBy: row.locked_by === null ? null : (JSON.parse(row.locked_by) as TaskLink),
    waiting: row.waiting === null ? [] : (JSON.parse(row.waiting) as EntityMessage[]),
    createdAt: row.created_ms,
    lastOperationAt: row.last_operation_ms,
  };
}
