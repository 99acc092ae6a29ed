import postgres from 'postgres';
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
