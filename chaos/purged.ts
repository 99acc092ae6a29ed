/** What there is of an instance, and what a purge must not leave. */
import type { Sql } from 'postgres';
import { texts } from '@/db/array-literal';

const TABLES = ['instances', 'history', 'work_items', 'timers', 'waits', 'control_queue', 'outbox', 'suspects'];

/** The instance and those below it. */
export async function instanceIdsOf(sql: Sql, instanceId: string): Promise<string[]> {
  const rows = await sql<{ instance_id: string }[]>`
    with recursive family as (
      select ${instanceId}::text collate "C" as instance_id
      union select i.instance_id from instances i join family f on i.parent_id = f.instance_id
    ) select instance_id from family`;
  return rows.map(({ instance_id }) => instance_id);
}

/** The tables that still have rows of these instances. */
export async function leftOf(sql: Sql, instanceIds: readonly string[]): Promise<string[]> {
  const counts = TABLES.map(
    (table) => `select '${table}' as name where exists (
    select from partitions p, lateral (select from ${table} t
      where t.partition_id = p.partition_id and t.instance_id = any($1::text[])) found)`,
  );
  const rows = await sql.unsafe<{ name: string }[]>(counts.join(' union all '), [texts(instanceIds)]);
  return rows.map(({ name }) => name);
}

/** How many activities they had completed. */
export async function activitiesOf(sql: Sql, instanceIds: readonly string[]): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from partitions p, lateral (select from history h
      where h.partition_id = p.partition_id and h.instance_id = any(${texts(instanceIds)}::text[])
        and h.type = 'TaskCompleted') completed`;
  return row?.count ?? 0;
}

/** True while something is on its way to one of them. */
export async function hasMessages(sql: Sql, instanceIds: readonly string[]): Promise<boolean> {
  const found = await sql`select from control_queue where instance_id = any(${texts(instanceIds)}::text[]) limit 1`;
  return found.length > 0;
}
