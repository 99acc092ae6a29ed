import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { historyEventViewSchema } from '@/contract/history-event';
import { partitionOf } from '@/server/partition-of';
import type { QueryStore } from '@/server/query-store';
import { openTestQueries, type TestQueries } from './testing/open-test-queries';
import { insertHistory, insertInstance, PARTITION_COUNT } from './testing/test-rows';

let test: TestQueries;
let sql: Sql;
let queries: QueryStore;

beforeAll(async () => {
  test = await openTestQueries();
  ({ sql, queries } = test);
});

afterAll(() => test.close());

describe('listHistory', () => {
  it('gives the facts of each event without its payload', async () => {
    await sql`insert into call_sites values (7, 'functions/order.ts:12')`;
    await insertInstance(sql, { instanceId: 'order' });
    await insertHistory(sql, 'order', [
      {
        seq: 0,
        type: 'ExecutionStarted',
        name: 'Order',
        payload: '"ü"',
        actor: '{"name":"ann","via":"api"}',
        deployment: 'd1',
      },
      {
        seq: 1,
        type: 'TaskScheduled',
        taskId: 1,
        name: 'Say',
        callSite: 7,
        awaiting: '{"kind":"activity","taskId":1,"name":"Say"}',
      },
      {
        seq: 2,
        type: 'TaskFailed',
        taskId: 1,
        durationMs: 12,
        detail: '{"failure":{"errorType":"Error","message":"boom"}}',
      },
    ]);
    const page = await queries.listHistory('order', { after: -1, limit: 10 });
    for (const event of page?.events ?? []) expect(historyEventViewSchema.parse(event)).toEqual(event);
    const empty = {
      taskId: null,
      callSite: null,
      deployment: null,
      actor: null,
      awaiting: null,
      durationMs: null,
      detail: null,
    };
    const common = { ...empty, turn: 1, at: '2026-01-01T10:00:00.500Z', name: null, payloadBytes: null };
    expect(page).toEqual({
      events: [
        {
          ...common,
          seq: 0,
          type: 'ExecutionStarted',
          name: 'Order',
          actor: { name: 'ann', via: 'api' },
          deployment: 'd1',
          payloadBytes: 4,
        },
        {
          ...common,
          seq: 1,
          type: 'TaskScheduled',
          taskId: 1,
          name: 'Say',
          callSite: 'functions/order.ts:12',
          awaiting: { kind: 'activity', taskId: 1, name: 'Say' },
        },
        {
          ...common,
          seq: 2,
          type: 'TaskFailed',
          taskId: 1,
          durationMs: 12,
          detail: { failure: { errorType: 'Error', message: 'boom' } },
        },
      ],
      nextSeq: null,
    });
  });

  it('gives the current generation alone', async () => {
    await insertInstance(sql, { instanceId: 'again', generation: 1 });
    await insertHistory(sql, 'again', [
      { seq: 0, type: 'ExecutionStarted', name: 'First' },
      { seq: 0, generation: 1, type: 'ExecutionStarted', name: 'Second' },
    ]);
    const page = await queries.listHistory('again', { after: -1, limit: 10 });
    expect(page?.events.map(({ name }) => name)).toEqual(['Second']);
    expect((await queries.getHistoryEvent('again', 0))?.name).toBe('Second');
  });

  it('tells an instance without history from none', async () => {
    await insertInstance(sql, { instanceId: 'pending', status: 'Pending' });
    expect(await queries.listHistory('pending', { after: -1, limit: 10 })).toEqual({ events: [], nextSeq: null });
    expect(await queries.listHistory('nobody', { after: -1, limit: 10 })).toBeNull();
  });

  it('reads 25,000 events in pages of 10,000, each once', async () => {
    await insertInstance(sql, { instanceId: 'long' });
    await sql`
      insert into history (partition_id, instance_id, generation, seq, turn, type, at, task_id, name, payload)
      select ${partitionOf('long', PARTITION_COUNT)}, 'long', 0, n, n / 2, 'TaskScheduled', now(), n, 'Say', repeat('x', 5000)
      from generate_series(0, 24999) n`;
    const seqs: number[] = [];
    const sizes: number[] = [];
    for (let after: number | null = -1; after !== null; ) {
      const page = await queries.listHistory('long', { after, limit: 10_000 });
      seqs.push(...(page?.events.map(({ seq }) => seq) ?? []));
      sizes.push(page?.events.length ?? 0);
      after = page?.nextSeq ?? null;
    }
    expect(sizes).toEqual([10_000, 10_000, 5000]);
    expect(seqs).toEqual(Array.from({ length: 25_000 }, (_, n) => n));
  });

  it('gives payloads where they are asked for', async () => {
    await insertInstance(sql, { instanceId: 'paid' });
    await insertHistory(sql, 'paid', [{ seq: 0, type: 'ExecutionStarted', payload: '{ "a": 1.0 }' }]);
    const page = await queries.listHistory('paid', { after: -1, limit: 10, payloads: true });
    expect(page?.events[0]).toMatchObject({ payload: '{ "a": 1.0 }', payloadBytes: 12 });
  });
});

describe('getHistoryEvent', () => {
  it('gives one event with its payload', async () => {
    await insertInstance(sql, { instanceId: 'one' });
    await insertHistory(sql, 'one', [
      { seq: 0, type: 'ExecutionStarted', payload: '1' },
      { seq: 1, type: 'TimerFired', taskId: 4 },
    ]);
    expect(await queries.getHistoryEvent('one', 0)).toMatchObject({ type: 'ExecutionStarted', payload: '1' });
    expect(await queries.getHistoryEvent('one', 1)).toMatchObject({ type: 'TimerFired', payload: null });
    expect(await queries.getHistoryEvent('one', 2)).toBeNull();
    expect(await queries.getHistoryEvent('nobody', 0)).toBeNull();
  });
});
