// Everything that a checkpoint could change, to show that it did not.

import type { Sql } from 'postgres';

const TABLES = [
  'partitions',
  'checkpoints',
  'instances',
  'history',
  'control_queue',
  'timers',
  'work_items',
  'waits',
  'outbox',
  'received',
  'entities',
  'entity_replies',
  'idempotency_keys',
] as const;

type Table = (typeof TABLES)[number];

/** All rows of all hot tables as text, in order. */
export async function allRows(sql: Sql): Promise<Record<Table, string[]>> {
  const rows = await Promise.all(TABLES.map((table) => rowsOf(sql, table)));
  return Object.fromEntries(TABLES.map((table, index) => [table, rows[index] ?? []])) as Record<Table, string[]>;
}

/** The same without the ids of batches: an owner that refuses something makes sure that it still is the owner, and leaves one. */
export async function lastingRows(sql: Sql): Promise<Omit<Record<Table, string[]>, 'checkpoints'>> {
  const { checkpoints: _, ...rows } = await allRows(sql);
  return rows;
}

async function rowsOf(sql: Sql, table: Table): Promise<string[]> {
  const rows = await sql<{ row: string }[]>`select t::text as row from ${sql(table)} t order by 1`;
  return rows.map(({ row }) => row);
}
