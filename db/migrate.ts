// M1. Nodes that start at the same moment migrate one after the other; all but the first find nothing to do.

import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/** Any number that no other advisory lock of this database uses. */
const MIGRATIONS_LOCK = '5072647572650002';

/** A table in use must not be waited for, with everyone else waiting behind: the start fails instead. */
const LOCK_TIMEOUT_MS = 10_000;

/**
 * Brings the database's schema up to date. Opens a connection of its own: the migrator changes how the client that it
 * is given reads timestamps.
 */
export async function migrate(url: string): Promise<void> {
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    onnotice: () => undefined,
    connection: { application_name: 'perdure/migrate' },
  });
  try {
    await sql`select pg_advisory_lock(${MIGRATIONS_LOCK}::bigint)`;
    await sql`select set_config('lock_timeout', ${`${LOCK_TIMEOUT_MS}ms`}, false)`;
    await runMigrations(drizzle(sql), { migrationsFolder: join(process.cwd(), 'db', 'migrations') });
  } finally {
    await sql.end();
  }
}
