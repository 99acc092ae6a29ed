/** Walks through the instances that have not ended, by the index of statuses: however many have ended does not matter. */
import type { Sql } from 'postgres';
import { isTerminal, RUNTIME_STATUSES, type RuntimeStatus } from '@/contract/runtime-status';
import type { OpenCursor, OpenInstances } from '@/server/operations-store';

const OPEN: readonly RuntimeStatus[] = RUNTIME_STATUSES.filter((status) => !isTerminal(status));

type Row = { partition_id: number; instance_id: string; created_ms: number };

/** One page, of one status. */
export async function listOpen(
  sql: Sql,
  after: OpenCursor | null,
  quietMs: number,
  limit: number,
): Promise<OpenInstances> {
  const status = after?.status ?? OPEN[0] ?? 'Running';
  const rows = await sql.unsafe<Row[]>(PAGE, [status, after?.createdMs ?? 0, after?.instanceId ?? '', quietMs, limit]);
  const last = rows.at(-1);
  const instances = rows.map((row) => ({ partitionId: row.partition_id, instanceId: row.instance_id }));
  if (last === undefined || rows.length < limit)
    return { instances, next: beginningOf(OPEN[OPEN.indexOf(status) + 1]) };
  return { instances, next: { status, createdMs: last.created_ms, instanceId: last.instance_id } };
}

function beginningOf(status: RuntimeStatus | undefined): OpenCursor | null {
  return status === undefined ? null : { status, createdMs: 0, instanceId: '' };
}

const PAGE = `
  select partition_id, instance_id, (extract(epoch from created_at) * 1000)::float8 as created_ms from instances
  where status = $1::runtime_status and (created_at, instance_id) > (to_timestamp($2::float8 / 1000), $3)
    and updated_at < clock_timestamp() - $4::float8 * interval '1 ms'
  order by created_at, instance_id limit $5`;
