/**
 * What activities are limited to, in the whole hub. What the permits guard is said in the migration of `take_permits` (F1 to
 * F3).
 */
import type { Sql } from 'postgres';
import type { FunctionLimits, PutFunctionLimits } from '@/contract/function-limits';
import type { LimitStore, Permits, PermitWish } from '@/server/limit-store';
import { partitionOf } from '@/server/partition-of';
import { texts } from '../array-literal';

type LimitRow = {
  shown_name: string;
  max_concurrent: number | null;
  rate: number | null;
  per: FunctionLimits['per'];
  updated_at: Date;
  updated_by: string;
};

export function limitVerbs(sql: Sql, partitionCount: number): LimitStore {
  const place = (name: string) => ({
    key: name.toLowerCase(),
    partition: partitionOf(name.toLowerCase(), partitionCount),
  });
  return {
    takePermits: (nodeId, wish) => takePermits(sql, place(wish.name).partition, nodeId, wish),
    sortWorkItems: async (partitionId, limited) => {
      await sql`
        update work_items set queue = lower(name)
        where partition_id = ${partitionId} and locked_by is null and queue is null
          and lower(name) = any(${texts([...limited])}::text[])`;
      const freed = await sql`
        update work_items set queue = null
        where partition_id = ${partitionId} and queue is not null and queue <> all(${texts([...limited])}::text[])`;
      return freed.count;
    },
    functionLimits: async (name) => {
      const { key, partition } = place(name);
      const [row] = await sql<LimitRow[]>`
        select * from function_limits where partition_id = ${partition} and name = ${key}`;
      return row === undefined ? null : toLimits(row);
    },
    listFunctionLimits: async () => (await sql<LimitRow[]>`select * from function_limits order by name`).map(toLimits),
    putFunctionLimits: async (name, limits, updatedBy) => put(sql, name, place(name), { ...limits, updatedBy }),
    deleteFunctionLimits: async (name) => {
      const { key, partition } = place(name);
      const gone = await sql`delete from function_limits where partition_id = ${partition} and name = ${key}`;
      return gone.count > 0;
    },
  };
}

async function takePermits(sql: Sql, partition: number, nodeId: string, wish: PermitWish): Promise<Permits> {
  const { name, running, wanted, unused } = wish;
  const [row] = await sql<{ granted: number; is_less: boolean; retry_ms: number | null }[]>`
    select * from take_permits(${partition}::smallint, ${name}, ${nodeId}, ${running}::int, ${wanted}::int, ${unused}::int)`;
  if (row === undefined) throw new Error('The database gave no answer about permits.');
  return { granted: row.granted, isLess: row.is_less, retryMs: row.retry_ms };
}

async function put(
  sql: Sql,
  name: string,
  { key, partition }: { key: string; partition: number },
  { maxConcurrent, rate, per, updatedBy }: PutFunctionLimits & { updatedBy: string },
): Promise<FunctionLimits> {
  const [row] = await sql<LimitRow[]>`
    insert into function_limits (partition_id, name, shown_name, max_concurrent, rate, per, updated_by)
    values (${partition}, ${key}, ${name}, ${maxConcurrent}, ${rate}, ${per}, ${updatedBy})
    on conflict (partition_id, name) do update
    set shown_name = excluded.shown_name, max_concurrent = excluded.max_concurrent, rate = excluded.rate,
      per = excluded.per, tokens = 0, refilled_at = clock_timestamp(), updated_at = clock_timestamp(),
      updated_by = excluded.updated_by
    returning *`;
  if (row === undefined) throw new Error('The database kept no limits.');
  return toLimits(row);
}

function toLimits(row: LimitRow): FunctionLimits {
  return {
    name: row.shown_name,
    maxConcurrent: row.max_concurrent,
    rate: row.rate,
    per: row.per,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
  };
}
