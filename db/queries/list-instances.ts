/** Pages of instances, newest first. By key, never by offset: page 20,000 costs what page 1 does. */
import { and, asc, desc, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { InstanceListQuery, InstancePage } from '@/contract/instance';
import { instances } from '../schema';
import { decodeCursor, encodeCursor, type InstanceCursor } from './instance-cursor';
import { filterConditions } from './instance-filter';
import { summaryColumns, toSummary } from './instance-summary';
import type { QueryDatabase } from './query-database';

const position = sql<string>`to_char(${instances.createdAt} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

type Row = Awaited<ReturnType<typeof selectRows>>[number];

/** The page that the query's cursor names, the newest without one; `invalid-cursor` for a cursor that is none of ours. */
export async function listInstances(
  db: QueryDatabase,
  query: InstanceListQuery,
): Promise<InstancePage | 'invalid-cursor'> {
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  if (cursor === null) return 'invalid-cursor';
  const rows = await selectRows(db, query, cursor);
  const hasMore = rows.length > query.limit;
  const page = rows.slice(0, query.limit);
  if (cursor?.direction === 'newer') page.reverse();
  return {
    instances: page.map(toSummary),
    next: hasMore || cursor?.direction === 'newer' ? cursorAt(page.at(-1), 'older') : null,
    previous: cursor !== undefined && (hasMore || cursor.direction === 'older') ? cursorAt(page[0], 'newer') : null,
  };
}

/** One row more than the limit tells whether the reading can go on. */
function selectRows(db: QueryDatabase, query: InstanceListQuery, cursor: InstanceCursor | undefined) {
  const order = cursor?.direction === 'newer' ? asc : desc;
  return db
    .select({ ...summaryColumns, position })
    .from(instances)
    .where(and(...conditions(query), cursor && beyond(cursor)))
    .orderBy(order(instances.createdAt), order(instances.instanceId))
    .limit(query.limit + 1);
}

function conditions(query: InstanceListQuery): SQL[] {
  return [
    ...filterConditions(query),
    ...(query.status === undefined ? [] : [inArray(instances.status, query.status)]),
    ...(query.createdFrom === undefined ? [] : [gte(instances.createdAt, new Date(query.createdFrom))]),
    ...(query.createdTo === undefined ? [] : [lt(instances.createdAt, new Date(query.createdTo))]),
  ];
}

function beyond({ direction, createdAt, instanceId }: InstanceCursor): SQL {
  const comparison = sql.raw(direction === 'older' ? '<' : '>');
  return sql`(${instances.createdAt}, ${instances.instanceId}) ${comparison} (${createdAt}::timestamptz, ${instanceId})`;
}

function cursorAt(row: Row | undefined, direction: InstanceCursor['direction']): string | null {
  return row === undefined ? null : encodeCursor({ direction, createdAt: row.position, instanceId: row.instanceId });
}
