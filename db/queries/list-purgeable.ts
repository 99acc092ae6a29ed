/** Which instances a purge by filter takes away. */
import { and, asc, gte, inArray, lt } from 'drizzle-orm';
import { isTerminal, RUNTIME_STATUSES } from '@/contract/runtime-status';
import type { PurgeFilter } from '@/server/query-store';
import { instances } from '../schema';
import type { QueryDatabase } from './query-database';

/** The ids of up to `limit` instances that have ended so and were created then, the oldest first. */
export async function listPurgeable(
  db: QueryDatabase,
  { statuses, createdFrom, createdTo }: PurgeFilter,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .select({ instanceId: instances.instanceId })
    .from(instances)
    .where(
      and(
        inArray(instances.status, [...(statuses ?? RUNTIME_STATUSES.filter(isTerminal))]),
        createdFrom === undefined ? undefined : gte(instances.createdAt, new Date(createdFrom)),
        createdTo === undefined ? undefined : lt(instances.createdAt, new Date(createdTo)),
      ),
    )
    .orderBy(asc(instances.createdAt), asc(instances.instanceId))
    .limit(limit);
  return rows.map(({ instanceId }) => instanceId);
}
