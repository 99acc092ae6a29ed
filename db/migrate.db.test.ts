import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres, { type Sql } from 'postgres';
import { expect, test } from 'vitest';
import { migrate } from './migrate';
import { createTestDatabase } from './testing/create-test-database';

test('M1. nodes that migrate a new database at the same moment all find it migrated, once', async () => {
  const database = await createTestDatabase('template1');
  const sql = postgres(database.url, { max: 1 });
  await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);
  await migrate(database.url);

  const applied = await sql`select hash from drizzle.__drizzle_migrations`;
  expect(applied.length).toBeGreaterThan(0);
  expect(new Set(applied.map((row) => row['hash'])).size).toBe(applied.length);
  expect(await sql`select count(*)::int as hubs from task_hub`).toEqual([{ hubs: 0 }]);
  await sql.end();
  await database.drop();
});

test('a database of the first release is brought up to date with its rows', async () => {
  const database = await createTestDatabase('template1');
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  await migrateUpTo(sql, 2);
  await sql`
    insert into instances (partition_id, instance_id, generation, execution_id, revision, name, status, created_at,
      updated_at, history_length)
    values (0, 'kept', 0, gen_random_uuid(), 1, 'Order', 'Running', now(), now(), 1)`;
  await sql`
    insert into history (partition_id, instance_id, generation, seq, turn, type, at)
    values (0, 'kept', 0, 0, 1, 'ExecutionStarted', now())`;
  await migrate(database.url);
  await sql`
    insert into history (partition_id, instance_id, generation, seq, turn, type, at)
    values (0, 'kept', 0, 1, 1, 'EntityLockGranted', now())`;
  expect(await sql`select type from history order by seq`).toEqual([
    { type: 'ExecutionStarted' },
    { type: 'EntityLockGranted' },
  ]);
  expect(await sql`select instance_id, parent_id from instances`).toEqual([{ instance_id: 'kept', parent_id: null }]);
  expect(await sql`select count(*)::int as functions from pg_proc where proname = 'checkpoint'`).toEqual([
    { functions: 1 },
  ]);
  await sql.end();
  await database.drop();
});

/** Runs the first so many migrations. */
async function migrateUpTo(sql: Sql, count: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'perdure-migrations-'));
  await cp(join(process.cwd(), 'db', 'migrations'), folder, { recursive: true });
  const path = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }));
  await runMigrations(drizzle(sql), { migrationsFolder: folder });
  await rm(folder, { recursive: true });
}
