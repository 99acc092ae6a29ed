/** Pages of instances, without payloads. */
import type { InstanceListQuery, InstancePage } from '@/contract/instance';
import { instances } from '../schema';
import { summaryColumns, toSummary } from './instance-summary';
import { createdPlace, pageOfInstances } from './page-of-instances';
import type { QueryDatabase } from './query-database';

/** The page that the query's cursor names, the first without one; `invalid-cursor` for a cursor that this list never gave. */
export async function listInstances(
  db: QueryDatabase,
  query: InstanceListQuery,
  partitionCount: number,
): Promise<InstancePage | 'invalid-cursor'> {
  const page = await pageOfInstances(query, partitionCount, ({ where, orderBy, limit }) =>
    db
      .select({ ...summaryColumns, place: createdPlace })
      .from(instances)
      .where(where)
      .orderBy(...orderBy)
      .limit(limit),
  );
  if (page === 'invalid-cursor') return page;
  return { instances: page.rows.map(toSummary), next: page.next, previous: page.previous };
}
