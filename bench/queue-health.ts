/** What churn leaves behind in the queue tables. */
import type { Sql } from 'postgres';

export type QueueHealth = { table: string; live: number; dead: number; mib: number };

export async function queueHealth(sql: Sql): Promise<QueueHealth[]> {
  await sql`select pg_stat_force_next_flush()`;
  return sql<QueueHealth[]>`
    select relname as table, n_live_tup::int as live, n_dead_tup::int as dead,
      round(pg_total_relation_size(relid) / 1048576.0, 1)::float8 as mib
    from pg_stat_user_tables
    where relname in ('control_queue', 'work_items', 'timers', 'outbox', 'instances', 'history')
    order by relname`;
}
