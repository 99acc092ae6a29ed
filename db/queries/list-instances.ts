/** Pages of instances, newest first. By key, never by offset: page 20,000 costs what page 1 does. */
import { and, asc, desc, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { failureDetailsSchema } from '@/contract/failure-details';
import type { InstanceListQuery, InstancePage } from '@/contract/instance';
import type { InstanceWithPayloads, StatusPage } from '@/server/store';
import { instances } from '../schema';
import { decodeCursor, encodeCursor, type InstanceCursor } from './instance-cursor';
import { filterConditions } from './instance-filter';
import { summaryColumns, toSummary } from './instance-summary';
import type { QueryDatabase } from './query-database';
import { parseStored } from './stored-json';

const position = sql<string>`to_char(${instances.createdAt} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The page that the query's cursor names, the newest without one; `invalid-cursor` for a cursor that is none of ours. */
export async function listInstances(
  db: QueryDatabase,
  query: InstanceListQuery,
): Promise<InstancePage | 'invalid-cursor'> {
  const page = await pageOf(query, ({ where, orderBy, limit }) =>
    db
      .select({ ...summaryColumns, position })
      .from(instances)
      .where(where)
      .orderBy(...orderBy)
      .limit(limit),
  );
  if (page === 'invalid-cursor') return page;
  return { instances: page.rows.map(toSummary), next: page.next, previous: page.previous };
}

/** The same page with payloads, without inputs where `showInput` is false. */
export async function listStatuses(
  db: QueryDatabase,
  query: InstanceListQuery,
  { showInput }: { showInput: boolean },
): Promise<StatusPage | 'invalid-cursor'> {
  const columns = { ...statusColumns, input: showInput ? instances.input : sql<null>`null`, position };
  const page = await pageOf(query, ({ where, orderBy, limit }) =>
    db
      .select(columns)
      .from(instances)
      .where(where)
      .orderBy(...orderBy)
      .limit(limit),
  );
  if (page === 'invalid-cursor') return page;
  return { instances: page.rows.map(toStatus), next: page.next };
}

const statusColumns = {
  instanceId: instances.instanceId,
  name: instances.name,
  status: instances.status,
  createdAt: instances.createdAt,
  updatedAt: instances.updatedAt,
  output: instances.output,
  customStatus: instances.customStatus,
  failure: instances.failure,
};

type StatusRow = Omit<InstanceWithPayloads, 'createdAt' | 'updatedAt' | 'failure'> & {
  createdAt: Date;
  updatedAt: Date;
  failure: string | null;
};

function toStatus({ createdAt, updatedAt, failure, ...row }: StatusRow): InstanceWithPayloads {
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    failure: parseStored(failureDetailsSchema, failure),
  };
}

type Place = { instanceId: string; position: string };

type Selection = { where: SQL | undefined; orderBy: SQL[]; limit: number };

/** One row more than the limit tells whether the reading can go on. */
async function pageOf<Row extends Place>(query: InstanceListQuery, select: (selection: Selection) => Promise<Row[]>) {
  const { cursor: text, limit, ...filter } = query;
  const cursor = text === undefined ? undefined : decodeCursor(text, filter);
  if (cursor === null) return 'invalid-cursor';
  const order = cursor?.direction === 'newer' ? asc : desc;
  const rows = await select({
    where: and(...conditions(query), cursor && beyond(cursor)),
    orderBy: [order(instances.createdAt), order(instances.instanceId)],
    limit: limit + 1,
  });
  const hasMore = rows.length > limit;
  const page = rows.slice(0, limit);
  if (cursor?.direction === 'newer') page.reverse();
  return {
    rows: page,
    next: hasMore || cursor?.direction === 'newer' ? cursorAt(page.at(-1), 'older', filter) : null,
    previous:
      cursor !== undefined && (hasMore || cursor.direction === 'older') ? cursorAt(page[0], 'newer', filter) : null,
  };
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

function cursorAt(row: Place | undefined, direction: InstanceCursor['direction'], filter: object): string | null {
  if (row === undefined) return null;
  return encodeCursor({ direction, createdAt: row.position, instanceId: row.instanceId }, filter);
}
