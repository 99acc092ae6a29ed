import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { instanceListQuerySchema } from '@/contract/instance';
import type { PurgeFilter, QueryStore } from '@/server/query-store';
import { openTestQueries, type TestQueries } from './testing/open-test-queries';
import { insertHistory, insertInstance } from './testing/test-rows';

let test: TestQueries;
let sql: Sql;
let queries: QueryStore;

beforeAll(async () => {
  test = await openTestQueries();
  ({ sql, queries } = test);
});

afterAll(() => test.close());

beforeEach(async () => {
  await sql`delete from instances`;
  await sql`delete from history`;
});

const day = (day: number) => `2026-02-0${day}T00:00:00.000000Z`;
const childOf = (instanceId: string, generation = 0) => JSON.stringify({ instanceId, generation, taskId: 1 });

describe('children', () => {
  beforeEach(async () => {
    await insertInstance(sql, { instanceId: 'parent', createdAt: day(1) });
    await insertInstance(sql, { instanceId: 'first', createdAt: day(1), parent: childOf('parent') });
    await insertInstance(sql, { instanceId: 'second', createdAt: day(2), parent: childOf('parent', 1) });
    await insertInstance(sql, { instanceId: 'grandchild', createdAt: day(3), parent: childOf('second') });
  });

  it('are given with the newest first, of all generations, up to the limit', async () => {
    const children = await queries.listChildren('parent', 10);
    expect(children.map(({ instanceId }) => instanceId)).toEqual(['second', 'first']);
    expect(children[0]).toMatchObject({ parentInstanceId: 'parent', status: 'Running' });
    expect(await queries.listChildren('parent', 1)).toHaveLength(1);
    expect(await queries.listChildren('first', 10)).toEqual([]);
  });

  it('are found by the list’s filter', async () => {
    const found = await queries.listInstances(instanceListQuerySchema.parse({ parent: 'second' }));
    expect(found).toMatchObject({ instances: [{ instanceId: 'grandchild' }], next: null });
  });
});

describe('what can be purged', () => {
  const FILTERS: [PurgeFilter, string[]][] = [
    [{}, ['completed', 'failed', 'terminated']],
    [{ statuses: ['Failed', 'Canceled'] }, ['failed']],
    [{ statuses: [] }, []],
    [{ createdFrom: day(2) }, ['failed', 'terminated']],
    [{ createdFrom: day(2), createdTo: day(3) }, ['failed']],
  ];

  it.each(FILTERS)('%o', async (filter, expected) => {
    await insertInstance(sql, { instanceId: 'terminated', status: 'Terminated', createdAt: day(3) });
    await insertInstance(sql, { instanceId: 'running', createdAt: day(2) });
    await insertInstance(sql, { instanceId: 'failed', status: 'Failed', createdAt: day(2) });
    await insertInstance(sql, { instanceId: 'completed', status: 'Completed', createdAt: day(1) });
    expect(await queries.listPurgeable(filter, 10)).toEqual(expected);
    expect(await queries.listPurgeable(filter, 1)).toEqual(expected.slice(0, 1));
  });
});

describe('earlier generations', () => {
  beforeEach(async () => {
    await insertInstance(sql, { instanceId: 'eternal', generation: 7 });
    for (const generation of [5, 6, 7]) {
      const payload = `${generation}`;
      await insertHistory(sql, 'eternal', [
        { seq: 0, type: 'ExecutionStarted', name: 'Order', generation, payload },
        { seq: 1, type: 'ContinuedAsNew', generation, payload },
      ]);
    }
  });

  it('are named with the instance, the latest first', async () => {
    expect(await queries.getInstance('eternal')).toMatchObject({ generation: 7, earlierGenerations: [6, 5] });
    await insertInstance(sql, { instanceId: 'young' });
    expect(await queries.getInstance('young')).toMatchObject({ generation: 0, earlierGenerations: [] });
  });

  it('have their history as long as it is kept', async () => {
    const page = { after: -1, limit: 1, payloads: true };
    const payloadOf = async (generation?: number) =>
      (await queries.listHistory('eternal', { ...page, generation }))?.events[0]?.payload;
    expect([await payloadOf(), await payloadOf(6), await payloadOf(5), await payloadOf(4)]).toEqual([
      '7',
      '6',
      '5',
      undefined,
    ]);
    expect(await queries.getHistoryEvent('eternal', 1, 5)).toMatchObject({ type: 'ContinuedAsNew', payload: '5' });
    expect(await queries.getHistoryEvent('eternal', 1, 4)).toBeNull();
  });
});
