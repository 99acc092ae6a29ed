/**
 * Pages of entities, by their ids: an index on what every operation changes would cost every operation. By key, never by
 * offset.
 */
import { and, asc, gt, gte, lt, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { EntityListQuery, EntityPage } from '@/contract/entity';
import { entities } from '../entity-schema';
import { entityColumns, toEntitySummary } from './entity-summary';
import { decodePlace, encodePlace } from './opaque-cursor';
import type { QueryDatabase } from './query-database';

/** The id that the page before ended with. */
const placeSchema = z.tuple([
  z
    .string()
    .max(1024)
    .regex(/^[^\0]*$/),
]);

/** No text that an id can go on with is greater. */
const LAST_CHARACTER = '\u{10FFFF}';

/** The page that the query's cursor names, the first without one; `invalid-cursor` for a cursor that is none of ours. */
export async function listEntities(
  db: QueryDatabase,
  query: EntityListQuery,
  { states = false } = {},
): Promise<EntityPage | 'invalid-cursor'> {
  const { cursor, limit, ...filter } = query;
  const place = cursor === undefined ? undefined : decodePlace(placeSchema, cursor, filter);
  if (place === null) return 'invalid-cursor';
  const rows = await db
    .select({ ...entityColumns, state: states ? entities.state : sql<null>`null` })
    .from(entities)
    .where(and(...conditions(query), place && gt(entities.instanceId, place[0])))
    .orderBy(asc(entities.instanceId))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return {
    entities: page.map((row) => (states ? { ...toEntitySummary(row), state: row.state } : toEntitySummary(row))),
    next: rows.length > limit ? encodePlace([page.at(-1)?.instanceId], filter) : null,
  };
}

function conditions({ name, prefix, lastOperationFrom, lastOperationTo }: EntityListQuery): SQL[] {
  return [
    ...(name === undefined ? [] : startsWith(`@${name.toLowerCase()}@${prefix ?? ''}`)),
    ...(name !== undefined || prefix === undefined ? [] : [sql`starts_with(${key}, ${prefix})`]),
    ...(lastOperationFrom === undefined ? [] : [gte(entities.lastOperationAt, new Date(lastOperationFrom))]),
    ...(lastOperationTo === undefined ? [] : [lt(entities.lastOperationAt, new Date(lastOperationTo))]),
  ];
}

/** What stands behind the second `@`. */
const key = sql`substring(${entities.instanceId} from '^@[^@]*@(.*)$')`;

/** As a range, which the index on ids knows. */
function startsWith(start: string): SQL[] {
  return [gte(entities.instanceId, start), lt(entities.instanceId, start + LAST_CHARACTER)];
}
