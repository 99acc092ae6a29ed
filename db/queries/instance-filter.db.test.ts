import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceFilter } from '@/contract/instance-filter';
import type { QueryStore } from '@/server/query-store';
import { openTestQueries, type TestQueries } from './testing/open-test-queries';
import { type InstanceRow, insertInstance } from './testing/test-rows';

let test: TestQueries;
let sql: Sql;
let queries: QueryStore;

const day = (n: number) => `2026-01-0${n}T00:00:00.000000Z`;

const ROWS: InstanceRow[] = [
  { instanceId: 'a-1', name: 'Order', version: '1', tags: '{"team":"blue","eu":"yes"}', createdAt: day(1) },
  { instanceId: 'a-2', name: 'Order', version: '2', tags: '{"team":"a=b, \\"c\\""}', createdAt: day(2) },
  { instanceId: 'b-1', name: 'Refund', tags: '{"team":"blue"}', createdAt: day(3), parent: '{"instanceId":"a-1"}' },
  { instanceId: 'b-2', name: 'Refund', status: 'Failed', createdAt: day(4), completedAt: day(6), updatedAt: day(6) },
  {
    instanceId: 'B_3',
    name: 'Hello',
    tags: '{"nul":"\\u0000","half":"\\udc00"}',
    createdAt: day(5),
    updatedAt: day(8),
  },
];

beforeAll(async () => {
  test = await openTestQueries();
  ({ sql, queries } = test);
  for (const row of ROWS) await insertInstance(sql, row);
});

afterAll(() => test.close());

describe.each<[filter: InstanceFilter, ids: string[]]>([
  [{}, ['B_3', 'b-2', 'b-1', 'a-2', 'a-1']],
  [{ status: ['Failed'] }, ['b-2']],
  [{ name: 'Order' }, ['a-2', 'a-1']],
  [{ name: ['Order', 'Hello'] }, ['B_3', 'a-2', 'a-1']],
  [{ name: 'order' }, []],
  [{ version: '2' }, ['a-2']],
  [{ version: ['', '1'] }, ['B_3', 'b-2', 'b-1', 'a-1']],
  [{ tag: 'team=blue' }, ['b-1', 'a-1']],
  [{ tag: ['team=blue', 'eu=yes'] }, ['a-1']],
  [{ tag: 'team=a=b, "c"' }, ['a-2']],
  [{ tag: 'team=' }, []],
  [{ prefix: 'b-' }, ['b-2', 'b-1']],
  [{ prefix: '_' }, []],
  [{ text: '-1' }, ['b-1', 'a-1']],
  [{ text: '_' }, ['B_3']],
  [{ parent: 'a-1' }, ['b-1']],
  [{ kind: 'child' }, ['b-1']],
  [{ kind: 'root', name: 'Refund' }, ['b-2']],
  [{ createdFrom: day(2), createdTo: day(4) }, ['b-1', 'a-2']],
  [{ updatedFrom: day(6) }, ['B_3', 'b-2']],
  [{ updatedFrom: day(2), updatedTo: day(6) }, ['b-1', 'a-2']],
  [{ completedFrom: day(6) }, ['b-2']],
  [{ completedTo: day(6) }, []],
  [{ completedTo: day(7), name: ['Refund', 'Order'] }, ['b-2']],
])('the filter %j', (filter, ids) => {
  it('lists what fits, in both orders', async () => {
    const newest = await queries.listInstances({ ...filter, limit: 10 });
    expect(newest).toMatchObject({ instances: ids.map((instanceId) => ({ instanceId })) });
    const oldest = await queries.listInstances({ ...filter, order: 'oldest', limit: 10 });
    expect(oldest).toMatchObject({ instances: ids.toReversed().map((instanceId) => ({ instanceId })) });
  });

  it('counts what fits', async () => {
    const { counts } = await queries.countInstances(filter);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(ids.length);
  });

  it('reads on with a cursor of its own, and back', async () => {
    const seen: string[] = [];
    let last: string | null = null;
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await queries.listInstances({ ...filter, order: 'oldest', limit: 1, cursor });
      if (page === 'invalid-cursor') throw new Error('The cursor was refused.');
      seen.push(...page.instances.map(({ instanceId }) => instanceId));
      ({ next: cursor, previous: last } = page);
    }
    expect(seen).toEqual(ids.toReversed());
    if (last === null) return;
    const back = await queries.listInstances({ ...filter, order: 'oldest', limit: 1, cursor: last });
    expect(back).toMatchObject({ instances: [{ instanceId: ids[1] }] });
  });
});
