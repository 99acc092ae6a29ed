/** The sub-orchestrations of an instance. */
import { desc, eq } from 'drizzle-orm';
import type { InstanceSummary } from '@/contract/instance';
import { instances } from '../schema';
import { summaryColumns, toSummary } from './instance-summary';
import type { QueryDatabase } from './query-database';

/** Up to `limit` instances that were started by one, in any of its generations, the newest first. */
export async function listChildren(db: QueryDatabase, parentId: string, limit: number): Promise<InstanceSummary[]> {
  const rows = await db
    .select(summaryColumns)
    .from(instances)
    .where(eq(instances.parentId, parentId))
    .orderBy(desc(instances.createdAt), desc(instances.instanceId))
    .limit(limit);
  return rows.map(toSummary);
}
