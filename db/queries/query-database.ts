/** Drizzle for reading. It changes how its client parses times, so it is given a client that nothing else uses. */
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { Sql } from 'postgres';

export type QueryDatabase = PostgresJsDatabase;

/** Wraps a client, which from then on parses times as text: pass one of its own. */
export function openQueryDatabase(sql: Sql): QueryDatabase {
  return drizzle(sql, { casing: 'snake_case' });
}
