/** Rows for the tests of queries, written without the engine so that a test can have any row it wants. */
import type { Sql } from 'postgres';
import type { HistoryEventType } from '@/contract/history-event';
import type { RuntimeStatus } from '@/contract/runtime-status';
import { partitionOf } from '@/server/partition-of';

export const PARTITION_COUNT = 4;

export type InstanceRow = {
  instanceId: string;
  name?: string;
  status?: RuntimeStatus;
  /** ISO 8601, to the microsecond. */
  createdAt?: string;
  updatedAt?: string;
  completedAt?: string;
  version?: string;
  generation?: number;
  input?: string;
  output?: string;
  failure?: string;
  customStatus?: string;
  tags?: string;
  parent?: string;
  waitingOn?: string;
};

const ENDED: readonly RuntimeStatus[] = ['Completed', 'Failed', 'Canceled', 'Terminated'];

/** Inserts one instance. */
export async function insertInstance(sql: Sql, row: InstanceRow): Promise<void> {
  const { instanceId, status = 'Running', createdAt = '2026-01-01T00:00:00.000000Z' } = row;
  const completedAt = ENDED.includes(status) ? (row.completedAt ?? createdAt) : null;
  await sql`
    insert into instances (partition_id, instance_id, generation, execution_id, revision, name, version, status,
      created_at, updated_at, completed_at, history_length, input, output, failure, custom_status, tags, parent, parent_id, waiting_on)
    values (${partitionOf(instanceId, PARTITION_COUNT)}, ${instanceId}, ${row.generation ?? 0}, gen_random_uuid(), 1,
      ${row.name ?? 'Order'}, ${row.version ?? null}, ${status}, ${createdAt}::text::timestamptz,
      ${row.updatedAt ?? createdAt}::text::timestamptz,
      ${completedAt}::text::timestamptz, 0, ${row.input ?? null}, ${row.output ?? null}, ${row.failure ?? null},
      ${row.customStatus ?? null}, ${row.tags ?? null}, ${row.parent ?? null},
      ${row.parent === undefined ? null : JSON.parse(row.parent).instanceId}, ${row.waitingOn ?? null})`;
}

/** Inserts `count` instances named `{name}-0`, `{name}-1` …, one for each millisecond, all in one partition. */
export async function insertManyInstances(sql: Sql, name: string, status: RuntimeStatus, count: number): Promise<void> {
  await sql`
    insert into instances (partition_id, instance_id, generation, execution_id, revision, name, status, created_at,
      updated_at, completed_at, history_length)
    select 0, ${name}::text || '-' || n, 0, gen_random_uuid(), 1, ${name}::text, ${status}::runtime_status, at, at,
      case when ${ENDED.includes(status)}::boolean then at end, 0
    from generate_series(0, ${count}::int - 1) n, lateral (select timestamptz '2026-01-01' + n * interval '1 ms' as at) t`;
}

export type HistoryRow = {
  seq: number;
  type: HistoryEventType;
  generation?: number;
  taskId?: number;
  name?: string;
  payload?: string;
  detail?: string;
  durationMs?: number;
  callSite?: number;
  actor?: string;
  awaiting?: string;
  deployment?: string;
};

/** Inserts events of an instance, all of turn 1. */
export async function insertHistory(sql: Sql, instanceId: string, rows: HistoryRow[]): Promise<void> {
  for (const row of rows) {
    await sql`
      insert into history (partition_id, instance_id, generation, seq, turn, type, at, task_id, name, payload, detail,
        duration_ms, call_site, actor, awaiting, deployment)
      values (${partitionOf(instanceId, PARTITION_COUNT)}, ${instanceId}, ${row.generation ?? 0}, ${row.seq}, 1,
        ${row.type}, timestamptz '2026-01-01 10:00:00.5Z', ${row.taskId ?? null}, ${row.name ?? null},
        ${row.payload ?? null}, ${row.detail ?? null}, ${row.durationMs ?? null}, ${row.callSite ?? null},
        ${row.actor ?? null}, ${row.awaiting ?? null}, ${row.deployment ?? null})`;
  }
}

export type EntityRow = {
  instanceId: string;
  state?: string;
  lockedBy?: string;
  waiting?: string;
  /** ISO 8601. */
  lastOperationAt?: string;
};

/** Inserts one entity. */
export async function insertEntity(sql: Sql, row: EntityRow): Promise<void> {
  await sql`
    insert into entities (partition_id, instance_id, revision, state, locked_by, waiting, created_at, last_operation_at)
    values (${partitionOf(row.instanceId, PARTITION_COUNT)}, ${row.instanceId}, 1, ${row.state ?? null},
      ${row.lockedBy ?? null}, ${row.waiting ?? null}, timestamptz '2026-01-01Z',
      ${row.lastOperationAt ?? '2026-01-01T00:00:00Z'}::text::timestamptz)`;
}
