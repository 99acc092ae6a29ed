import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EntityListQuery, type EntityPage, entityDetailsSchema, entityListQuerySchema } from '@/contract/entity';
import type { QueryStore } from '@/server/query-store';
import { encodePlace } from './opaque-cursor';
import { openTestQueries, type TestQueries } from './testing/open-test-queries';
import { type EntityRow, insertEntity } from './testing/test-rows';

let test: TestQueries;
let sql: Sql;
let queries: QueryStore;

beforeAll(async () => {
  test = await openTestQueries();
  ({ sql, queries } = test);
});

afterAll(() => test.close());

beforeEach(async () => {
  await sql`delete from entities`;
});

async function page(query: Partial<EntityListQuery> = {}, options?: { states?: boolean }): Promise<EntityPage> {
  const found = await queries.listEntities(entityListQuerySchema.parse(query), options);
  if (found === 'invalid-cursor') throw new Error('The cursor was refused.');
  return found;
}

async function insert(...rows: EntityRow[]): Promise<void> {
  for (const row of rows) await insertEntity(sql, row);
}

const idsOf = (found: EntityPage) => found.entities.map(({ entityId }) => entityId);

describe('getEntity', () => {
  it('gives an entity with its state, its lock and how much waits', async () => {
    const waiting = JSON.stringify([{ type: 'entityOperation', input: '"\\u0000"' }, { type: 'entityLock' }]);
    const owner = JSON.stringify({ instanceId: 'order "1"', generation: 0, taskId: 3 });
    await insert({ instanceId: '@counter@a@b', state: '{"ü":"\\u0000"}', lockedBy: owner, waiting });
    const found = await queries.getEntity('@counter@a@b');
    expect(entityDetailsSchema.parse(found)).toEqual({
      entityId: '@counter@a@b',
      name: 'counter',
      key: 'a@b',
      exists: true,
      lockedBy: 'order "1"',
      waitingCount: 2,
      state: '{"ü":"\\u0000"}',
      statePreview: '{"ü":"\\u0000"}',
      stateBytes: 15,
      createdAt: '2026-01-01T00:00:00.000Z',
      lastOperationAt: '2026-01-01T00:00:00.000Z',
    });
  });

  it('says of a row that is kept for its lock alone that the entity does not exist, and is null without a row', async () => {
    await insert({ instanceId: '@counter@' });
    const nothing = { exists: false, state: null, stateBytes: null, lockedBy: null, waitingCount: 0, key: '' };
    expect(await queries.getEntity('@counter@')).toMatchObject(nothing);
    expect(await queries.getEntity('@counter@x')).toBeNull();
  });
});

describe('listEntities', () => {
  it('neither repeats nor skips one, in the order of the ids', async () => {
    const ids = Array.from({ length: 25 }, (_, index) => `@counter@${String.fromCharCode(97 + index)}`);
    await insert(...[...ids].reverse().map((instanceId) => ({ instanceId, state: '1' })));
    const seen: string[] = [];
    for (let current = await page({ limit: 10 }); ; current = await page({ limit: 10, cursor: current.next ?? '' })) {
      seen.push(...idsOf(current));
      if (current.next === null) break;
    }
    expect(seen).toEqual(ids);
  });

  it('gives states only where they are asked for', async () => {
    await insert({ instanceId: '@counter@a', state: '12' });
    expect((await page()).entities[0]).not.toHaveProperty('state');
    expect((await page({}, { states: true })).entities[0]).toMatchObject({ state: '12', stateBytes: 2 });
  });

  const FILTERS: [Partial<EntityListQuery>, string[]][] = [
    [{ name: 'Counter' }, ['@counter@', '@counter@a', '@counter@a@b', '@counter@ä']],
    [{ name: 'count' }, ['@count@x']],
    [{ name: 'counter', prefix: 'a' }, ['@counter@a', '@counter@a@b']],
    [{ name: 'counter', prefix: 'a@' }, ['@counter@a@b']],
    [{ prefix: 'a' }, ['@counter@a', '@counter@a@b', '@counters@a']],
    [{ lastOperationFrom: '2026-03-01T00:00:00Z' }, ['@count@x']],
    [{ lastOperationTo: '2026-03-01T00:00:00Z', name: 'count' }, []],
    [{ name: '%' }, []],
  ];

  it.each(FILTERS)('filters by %o', async (query, expected) => {
    const keys = ['@counter@', '@counter@a', '@counter@a@b', '@counter@ä', '@counters@a', '@counte@r'];
    await insert(...keys.map((instanceId) => ({ instanceId })));
    await insert({ instanceId: '@count@x', lastOperationAt: '2026-03-01T00:00:00Z' });
    expect(idsOf(await page(query))).toEqual(expected);
  });

  it.each([
    ['nothing', ''],
    ['words', 'not a cursor'],
    ['another list’s', encodePlace(['older', 'x', 'y'], {})],
  ])('refuses a cursor of %s', async (_, cursor) => {
    expect(await queries.listEntities({ limit: 10, cursor })).toBe('invalid-cursor');
  });
});
