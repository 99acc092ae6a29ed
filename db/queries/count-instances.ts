/** How many instances each status has, counted only as far as a page can use it. */
import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { StatusCounts } from '@/contract/instance';
import type { InstanceFilter } from '@/contract/instance-filter';
import { RUNTIME_STATUSES } from '@/contract/runtime-status';
import { instances } from '../schema';
import { filterConditions } from './instance-filter';
import type { QueryDatabase } from './query-database';

/** A count of this many means that many or more. */
const COUNT_CAP = 10_001;

const rowSchema = z.partialRecord(z.enum(RUNTIME_STATUSES), z.int());

/** Counts of the instances that match the filter; statuses without any are left out. */
export async function countInstances(
  db: QueryDatabase,
  { status: statuses, ...filter }: InstanceFilter,
  partitionCount: number,
  cap = COUNT_CAP,
): Promise<StatusCounts> {
  // One subquery for each status, so that the planner knows how common that status is.
  const columns = (statuses ?? RUNTIME_STATUSES).map((status) => {
    const matching = and(eq(instances.status, status), ...filterConditions(filter, partitionCount));
    const capped = sql`(select from ${instances} where ${matching} limit ${cap}) as capped`;
    return sql`(select count(*)::int from ${capped}) as ${sql.identifier(status)}`;
  });
  const [row] = await db.execute(sql`select ${sql.join(columns, sql`, `)}`);
  const counts = Object.entries(rowSchema.parse(row)).filter(([, count]) => count > 0);
  return { cap, counts: Object.fromEntries(counts) };
}
