/** Whether a database has the tables that this version works on. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { z } from 'zod';

const journalSchema = z.object({ entries: z.array(z.object({ when: z.number() })) });

/** A later version may have added more: what this one knows of is still there. */
export async function hasSchema(sql: Sql): Promise<boolean> {
  const path = join(process.cwd(), 'db', 'migrations', 'meta', '_journal.json');
  const { entries } = journalSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  const newest = Math.max(...entries.map(({ when }) => when));
  const [row] = await sql<{ has: boolean }[]>`
    select exists (select from drizzle.__drizzle_migrations where created_at >= ${newest}) as has`;
  return row?.has ?? false;
}
