/**
 * Which instances a retention rule takes away now.
 *
 * RE1. None whose parent has not ended: it may still ask for the child, and goes with it later.
 * RE2. None with an instance below it that has not ended. All others below it go with it.
 */
import type { Sql } from 'postgres';
import type { RetentionRuleBody } from '@/contract/retention';
import type { Expired } from '@/server/operations-store';
import { texts } from '../array-literal';
import { transaction } from '../transaction';

const TIMEOUT_MS = 10_000;

/** A family that goes deeper is left alone. */
const DEPTH_MAX = 20;

type Row = { instance_id: string; name: string; completed_ms: number; depth: number };

export async function listExpired(sql: Sql, rule: RetentionRuleBody, limit: number): Promise<Expired[]> {
  const { statuses, orchestrator, tag, keepMs } = rule;
  const parameters = [texts(statuses), orchestrator, tag?.key ?? null, tag?.value ?? null, keepMs, limit];
  const rows = await transaction(sql, async (tx) => {
    await tx.unsafe(`set local statement_timeout = ${TIMEOUT_MS}`);
    return await tx.unsafe<Row[]>(EXPIRED, parameters);
  });
  return rows.map(({ instance_id: instanceId, name, completed_ms, depth }) => {
    return { instanceId, name, depth, completedAt: new Date(completed_ms).toISOString() };
  });
}

/**
 * Who ended long ago was created longer ago: the index of creation times leads to them. A parent may be in any partition: it
 * is looked up in each of them, which `offset 0` keeps to the primary key.
 */
const EXPIRED = `
  with recursive expired as (
    select instance_id, name, completed_at from instances i
    where status = any($1::runtime_status[]) and ($2::text is null or name = $2)
      and created_at < clock_timestamp() - $5::float8 * interval '1 ms'
      and completed_at < clock_timestamp() - $5::float8 * interval '1 ms'
      and ($3::text is null or tags::json ->> $3 = $4)
      and (parent_id is null or not exists (select from partitions q,
        lateral (select from instances p where p.partition_id = q.partition_id and p.instance_id = i.parent_id
          and p.completed_at is null offset 0) p))
    order by created_at, instance_id limit $6
  ), family as (
    select instance_id as root, instance_id, name, completed_at, 0 as depth from expired
    union all
    select f.root, c.instance_id, c.name, c.completed_at, f.depth + 1
    from family f join instances c on c.parent_id = f.instance_id
    where f.depth <= ${DEPTH_MAX}
  )
  select instance_id, name, (extract(epoch from completed_at) * 1000)::float8 as completed_ms, max(depth) as depth
  from family
  where root not in (select root from family where completed_at is null or depth > ${DEPTH_MAX})
  group by instance_id, name, completed_at order by completed_at`;
