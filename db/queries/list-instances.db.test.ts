import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type InstanceListQuery, type InstancePage, instanceListQuerySchema } from '@/contract/instance';
import type { QueryStore } from '@/server/query-store';
import { openTestQueries, type TestQueries } from './testing/open-test-queries';
import { insertInstance, insertManyInstances } from './testing/test-rows';

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
});

async function page(query: Partial<InstanceListQuery>): Promise<InstancePage> {
  const found = await queries.listInstances(instanceListQuerySchema.parse({ limit: 10, ...query }));
  if (found === 'invalid-cursor') throw new Error('The cursor was refused.');
  return found;
}

const idsOf = (found: InstancePage) => found.instances.map(({ instanceId }) => instanceId);

describe('listInstances', () => {
  it('gives the newest first, and of one moment the greatest id', async () => {
    const moment = '2026-02-01T00:00:00.000001Z';
    await insertInstance(sql, { instanceId: 'a', createdAt: moment });
    await insertInstance(sql, { instanceId: 'b', createdAt: moment });
    await insertInstance(sql, { instanceId: 'c', createdAt: '2026-02-01T00:00:00.000000Z' });
    await insertInstance(sql, { instanceId: 'd', createdAt: '2026-02-01T00:00:00.000002Z' });
    expect(idsOf(await page({}))).toEqual(['d', 'b', 'a', 'c']);
  });

  it('neither repeats nor skips a row, down and up again, while rows are inserted', async () => {
    await insertManyInstances(sql, 'order', 'Running', 95);
    const before = new Set((await page({ limit: 200 })).instances.map(({ instanceId }) => instanceId));
    const seen: string[] = [];
    let current = await page({});
    let lastCursor: string | null = null;
    for (let round = 0; ; round += 1) {
      seen.push(...idsOf(current));
      await insertInstance(sql, { instanceId: `newer-${round}`, createdAt: '2026-05-01T00:00:00.000000Z' });
      if (current.next === null) break;
      lastCursor = current.previous;
      current = await page({ cursor: current.next });
    }
    expect(seen).toHaveLength(95);
    expect(new Set(seen)).toEqual(before);
    expect(lastCursor).not.toBeNull();

    const back: string[] = [];
    while (current.previous !== null) {
      current = await page({ cursor: current.previous });
      back.unshift(...idsOf(current));
    }
    expect(new Set(back).size).toBe(back.length);
    expect(back.filter((id) => !id.startsWith('newer'))).toEqual(seen.slice(0, 90));
    expect(back.filter((id) => id.startsWith('newer'))).toHaveLength(10);
  });

  it('separates rows that differ by a microsecond', async () => {
    for (let n = 0; n < 6; n += 1) {
      await insertInstance(sql, { instanceId: `order-${n}`, createdAt: `2026-02-01T00:00:00.00000${n}Z` });
    }
    const first = await page({ limit: 3 });
    const second = await page({ limit: 3, cursor: first.next ?? '' });
    expect([...idsOf(first), ...idsOf(second)]).toEqual([5, 4, 3, 2, 1, 0].map((n) => `order-${n}`));
    expect(second.next).toBeNull();
  });

  it('has no cursors on a page that holds everything', async () => {
    await insertManyInstances(sql, 'order', 'Running', 10);
    expect(await page({})).toMatchObject({ next: null, previous: null });
  });

  it('refuses a cursor that no page gave', async () => {
    const query = instanceListQuerySchema.parse({ cursor: 'bm9uc2Vuc2U' });
    expect(await queries.listInstances(query)).toBe('invalid-cursor');
  });

  it('filters by status, name, prefix and time, all of them at once', async () => {
    await insertInstance(sql, { instanceId: 'eu-1', name: 'Order', status: 'Failed' });
    await insertInstance(sql, { instanceId: 'eu-2', name: 'Order', status: 'Terminated' });
    await insertInstance(sql, { instanceId: 'eu-3', name: 'Order', status: 'Running' });
    await insertInstance(sql, { instanceId: 'eu-4', name: 'Refund', status: 'Failed' });
    await insertInstance(sql, { instanceId: 'us-1', name: 'Order', status: 'Failed' });
    await insertInstance(sql, {
      instanceId: 'eu-5',
      name: 'Order',
      status: 'Failed',
      createdAt: '2026-03-01T00:00:00.000000Z',
    });
    const found = await page({
      status: ['Failed', 'Terminated'],
      name: 'Order',
      prefix: 'eu-',
      createdFrom: '2026-01-01T01:00:00+01:00',
      createdTo: '2026-03-01T00:00:00Z',
    });
    expect(idsOf(found)).toEqual(['eu-2', 'eu-1']);
  });

  it.each(['%', '_', 'order\\'])('takes the prefix %j literally', async (prefix) => {
    await insertInstance(sql, { instanceId: 'order-1' });
    expect(idsOf(await page({ prefix }))).toEqual([]);
  });

  it('gives facts but no payloads, and of the custom status the beginning', async () => {
    await insertInstance(sql, {
      instanceId: 'order-1',
      input: '"secret"',
      customStatus: `"${'x'.repeat(400)}"`,
      parent: '{"instanceId":"parent-1","generation":0,"taskId":3}',
      waitingOn: '{"kind":"activity","taskId":1,"name":"Say","count":3}',
    });
    const [found] = (await page({})).instances;
    expect(found).toEqual({
      instanceId: 'order-1',
      name: 'Order',
      version: null,
      status: 'Running',
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
      completedAt: null,
      waitingOn: { kind: 'activity', taskId: 1, name: 'Say', count: 3 },
      customStatus: `"${'x'.repeat(255)}`,
      parentInstanceId: 'parent-1',
      problem: null,
    });
  });
});

describe('countInstances', () => {
  it('counts each status up to the cap', async () => {
    await insertManyInstances(sql, 'many', 'Completed', 10_500);
    await insertManyInstances(sql, 'few', 'Failed', 3);
    expect(await queries.countInstances({})).toEqual({ cap: 10_001, counts: { Completed: 10_001, Failed: 3 } });
  });

  it('counts what the filter lets through', async () => {
    await insertManyInstances(sql, 'many', 'Completed', 20);
    await insertManyInstances(sql, 'few', 'Completed', 3);
    await insertManyInstances(sql, 'other', 'Running', 2);
    expect(await queries.countInstances({ name: 'many', prefix: 'many-1' })).toEqual({
      cap: 10_001,
      counts: { Completed: 11 },
    });
  });
});
