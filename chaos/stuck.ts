/** Everything that the database knows of instances that do not go on, as lines for whoever looks into it. */
import type { Sql } from 'postgres';
import { texts } from '@/db/array-literal';

const TABLES = ['instances', 'control_queue', 'outbox', 'work_items', 'timers', 'waits', 'suspects'];
const TOLD_MAX = 40;

export async function whatIsStuck(sql: Sql, instanceIds: readonly string[]): Promise<string[]> {
  const told: string[] = [];
  for (const table of TABLES) {
    const rows = await sql.unsafe<{ row: string }[]>(
      `select left(row_to_json(t)::text, 600) as row from ${table} t where instance_id = any($1::text[]) limit ${TOLD_MAX}`,
      [texts(instanceIds)],
    );
    told.push(...rows.map(({ row }) => `${table} ${row}`));
  }
  for (const table of ['partitions', 'nodes']) {
    const rows = await sql.unsafe<{ row: string }[]>(
      `select left(row_to_json(t)::text, 300) as row from ${table} t order by 1 desc limit 12`,
    );
    told.push(...rows.map(({ row }) => `${table} ${row}`));
  }
  return told;
}
