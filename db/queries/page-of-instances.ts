/** One page of instances by their creation, whatever is selected of them. By key, never by offset: page 20,000 costs what page 1 does. */
import { and, asc, desc, type SQL, sql } from 'drizzle-orm';
import type { InstanceListQuery } from '@/contract/instance';
import { instances } from '../schema';
import { decodeCursor, encodeCursor, type InstanceCursor } from './instance-cursor';
import { filterConditions } from './instance-filter';

/** When an instance was created, as cursors keep it. */
export const createdPlace = sql<string>`to_char(${instances.createdAt} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

type Placed = { instanceId: string; place: string };

type Selection = { where: SQL | undefined; orderBy: SQL[]; limit: number };

type Page<Row> = { rows: Row[]; next: string | null; previous: string | null };

/** The page that the query's cursor names, the first without one; `invalid-cursor` for a cursor that this list never gave. */
export async function pageOfInstances<Row extends Placed>(
  query: InstanceListQuery,
  partitionCount: number,
  select: (selection: Selection) => Promise<Row[]>,
): Promise<Page<Row> | 'invalid-cursor'> {
  const { limit: _limit, cursor: _cursor, order: wanted = 'newest', ...conditions } = query;
  const identity = { ...conditions, order: wanted };
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor, identity);
  if (cursor === null) return 'invalid-cursor';
  const isForward = (query.order === 'oldest') === (cursor?.direction !== 'previous');
  const order = isForward ? asc : desc;
  // One row more than the limit tells whether the reading can go on.
  const found = await select({
    where: and(...filterConditions(query, partitionCount), cursor && beyond(cursor, isForward)),
    orderBy: [order(instances.createdAt), order(instances.instanceId)],
    limit: query.limit + 1,
  });
  const hasMore = found.length > query.limit;
  const rows = found.slice(0, query.limit);
  if (cursor?.direction === 'previous') rows.reverse();
  const at = (row: Row | undefined, direction: InstanceCursor['direction']): string | null =>
    row === undefined ? null : encodeCursor({ direction, createdAt: row.place, instanceId: row.instanceId }, identity);
  return {
    rows,
    next: hasMore || cursor?.direction === 'previous' ? at(rows.at(-1), 'next') : null,
    previous: cursor !== undefined && (hasMore || cursor.direction === 'next') ? at(rows[0], 'previous') : null,
  };
}

/** What follows a place in time, or precedes it. */
function beyond({ createdAt, instanceId }: Omit<InstanceCursor, 'direction'>, isForward: boolean): SQL {
  const comparison = sql.raw(isForward ? '>' : '<');
  return sql`(${instances.createdAt}, ${instances.instanceId}) ${comparison} (${createdAt}::timestamptz, ${instanceId})`;
}
