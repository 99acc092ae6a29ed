/** How many instances each status has, counted only as far as a page can use it. */
import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { StatusCounts } from '@/contract/instance';
import { RUNTIME_STATUSES } from '@/contract/runtime-status';
import { instances } from '../schema';
import { filterConditions } from './instance-filter';
import type { QueryDatabase } from './query-database';

/** A count of this many means that many or more. */
const COUNT_CAP = 10_001;

const rowSchema = z.record(z.enum(RUNTIME_STATUSES), z.int());

/** Counts of the instances that match the filter; statuses without any are left out. */
export async function countInstances(
  db: QueryDatabase,
  filter: { name?: string | undefined; prefix?: string | undefined },
): Promise<StatusCounts> {
  // One subquery for each status, so that the planner knows how common that status is.
  const columns = RUNTIME_STATUSES.map((status) => {
    const matching = and(eq(instances.status, status), ...filterConditions(filter));
    const capped = sql`(select from ${instances} where ${matching} limit ${COUNT_CAP}) as capped`;
    return sql`(select count(*)::int from ${capped}) as ${sql.identifier(status)}`;
  });
  const [row] = await db.execute(sql`select ${sql.join(columns, sql`, `)}`);
  const counts = Object.entries(rowSchema.parse(row)).filter(([, count]) => count > 0);
  return { cap: COUNT_CAP, counts: Object.fromEntries(counts) };
}
