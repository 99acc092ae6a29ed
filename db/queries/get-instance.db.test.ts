import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instanceDetailsSchema } from '@/contract/instance';
import { partitionOf } from '@/server/partition-of';
import type { QueryStore } from '@/server/query-store';
import { openTestQueries, type TestQueries } from './testing/open-test-queries';
import { insertInstance, PARTITION_COUNT } from './testing/test-rows';

let test: TestQueries;
let sql: Sql;
let queries: QueryStore;

beforeAll(async () => {
  test = await openTestQueries();
  ({ sql, queries } = test);
});

afterAll(() => test.close());

type WaitRow = { generation?: number; taskId: number; state: string; humanTask?: string; decidedBy?: string };

async function insertWait(instanceId: string, row: WaitRow): Promise<void> {
  const closedAt = row.state === 'open' ? null : '2026-01-02T00:00:00Z';
  await sql`
    insert into waits (partition_id, instance_id, generation, task_id, event_name, human_task, state, started_at,
      closed_at, decided_by)
    values (${partitionOf(instanceId, PARTITION_COUNT)}, ${instanceId}, ${row.generation ?? 0}, ${row.taskId},
      'Approval', ${row.humanTask ?? null}, ${row.state}, timestamptz '2026-01-01Z',
      ${closedAt}::text::timestamptz, ${row.decidedBy ?? null})`;
}

describe('getInstance', () => {
  it('gives everything, payloads as the text that is stored', async () => {
    await insertInstance(sql, {
      instanceId: 'bestellung-ü',
      status: 'Failed',
      input: '{ "amount": 10000000000000000001, "note": "\\u0000" }',
      output: '"half"',
      failure: '{"errorType":"TypeError","message":"boom","innerFailure":{"errorType":"Error","message":"why"}}',
      customStatus: `"${'x'.repeat(400)}"`,
      tags: '{"region":"eu"}',
      generation: 2,
    });
    const found = await queries.getInstance('bestellung-ü');
    expect(instanceDetailsSchema.parse(found)).toEqual(found);
    expect(found).toMatchObject({
      instanceId: 'bestellung-ü',
      status: 'Failed',
      generation: 2,
      completedAt: '2026-01-01T00:00:00.000Z',
      input: '{ "amount": 10000000000000000001, "note": "\\u0000" }',
      output: '"half"',
      failure: { errorType: 'TypeError', message: 'boom', innerFailure: { errorType: 'Error', message: 'why' } },
      customStatus: `"${'x'.repeat(400)}"`,
      tags: { region: 'eu' },
      waits: [],
    });
  });

  it('gives the waits of the current generation, and when the open ones run out', async () => {
    const fireAt = '2026-01-04T00:00:00.000Z';
    const waitingOn = {
      kind: 'any',
      of: [
        { kind: 'event', taskId: 2, name: 'Approval', question: 'Approve?' },
        { kind: 'timer', taskId: 3, fireAt },
      ],
    };
    await insertInstance(sql, { instanceId: 'approval', generation: 1, waitingOn: JSON.stringify(waitingOn) });
    await insertWait('approval', { taskId: 2, state: 'open', humanTask: '{"question":"Approve?","choices":[]}' });
    await insertWait('approval', {
      generation: 1,
      taskId: 2,
      state: 'open',
      humanTask: '{"question":"Approve?","choices":[]}',
    });
    await insertWait('approval', { generation: 1, taskId: 1, state: 'answered', decidedBy: 'ann' });
    expect((await queries.getInstance('approval'))?.waits).toEqual([
      {
        taskId: 1,
        eventName: 'Approval',
        humanTask: null,
        state: 'answered',
        startedAt: '2026-01-01T00:00:00.000Z',
        closedAt: '2026-01-02T00:00:00.000Z',
        decidedBy: 'ann',
        dueAt: null,
      },
      {
        taskId: 2,
        eventName: 'Approval',
        humanTask: { question: 'Approve?', choices: [] },
        state: 'open',
        startedAt: '2026-01-01T00:00:00.000Z',
        closedAt: null,
        decidedBy: null,
        dueAt: fireAt,
      },
    ]);
  });

  it('keeps the open waits where there are too many to give', async () => {
    await insertInstance(sql, { instanceId: 'patient' });
    await insertWait('patient', { taskId: 1, state: 'open' });
    await sql`
      insert into waits (partition_id, instance_id, generation, task_id, event_name, state, started_at, closed_at)
      select ${partitionOf('patient', PARTITION_COUNT)}, 'patient', 0, n, 'Ping', 'answered', now(), now()
      from generate_series(2, 700) n`;
    const waits = (await queries.getInstance('patient'))?.waits ?? [];
    expect(waits).toHaveLength(500);
    expect(waits[0]).toMatchObject({ taskId: 1, state: 'open' });
    expect(waits.at(-1)).toMatchObject({ taskId: 700 });
  });

  it('is null for an id that nobody has', async () => {
    expect(await queries.getInstance('nobody')).toBeNull();
  });
});

describe('getInstanceStatus', () => {
  it('gives status and result', async () => {
    await insertInstance(sql, { instanceId: 'done', status: 'Completed', output: '[1]', generation: 3 });
    expect(await queries.getInstanceStatus('done')).toEqual({
      status: 'Completed',
      generation: 3,
      output: '[1]',
      failure: null,
    });
    expect(await queries.getInstanceStatus('nobody')).toBeNull();
  });
});
