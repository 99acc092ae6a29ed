/** Takes the database away from nodes, at the worst moment. */
import type { Sql } from 'postgres';
import { texts } from '@/db/array-literal';
import { until } from '@/db/testing/until';
import { transaction } from '@/db/transaction';

export function cutConnections(sql: Sql): Promise<unknown> {
  return sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name like 'perdure/node-%'`;
}

/** Cuts all connections while a checkpoint is under way for certain: it waits for a lock. */
export function cutUnderCheckpoint(sql: Sql): Promise<void> {
  return cutUnder(sql, { table: 'history', statements: ['select checkpoint(%'] });
}

/**
 * Cuts them while messages are being sent, forwarded, or taken in: whoever takes them in waits for the same rows, and may be
 * the only one who would send more. `begin` starts what is forwarded, where it would otherwise be over too soon.
 */
export function cutUnderForward(sql: Sql, begin?: () => void): Promise<void> {
  return cutUnder(sql, {
    table: 'control_queue',
    statements: ['%receive_messages(%', '%insert into control_queue%', 'select checkpoint(%'],
    begin,
  });
}

type Cut = { table: string; statements: string[]; begin?: (() => void) | undefined };

function cutUnder(sql: Sql, { table, statements, begin }: Cut): Promise<void> {
  return transaction(sql, async (tx) => {
    await tx`lock table ${tx(table)} in share mode`;
    begin?.();
    await until(`a statement waits for ${table}`, async () => {
      const waiting = await sql`
        select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like any (${texts(statements)}::text[])`;
      return waiting.length > 0;
    });
    await cutConnections(sql);
  });
}
