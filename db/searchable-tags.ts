import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/** JSON that escapes what jsonb refuses. */
const UNSEARCHABLE = sql.raw(String.raw`'\\u(0000|d[89a-f])'`);

/** An instance's tags as the index on them has them. Without those that jsonb cannot hold: a checkpoint must not fail for them. */
export function searchableTags(tags: AnyPgColumn): SQL {
  return sql`(case when ${tags} !~* ${UNSEARCHABLE} then ${tags}::jsonb end)`;
}
