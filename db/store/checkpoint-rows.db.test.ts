import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { numbered, openTestOwner, type TestOwner } from '../testing/open-test-owner';
import { AT, newInstance, testOutcome, testRecord, testTurned, workItemKey } from '../testing/test-turns';

const QUESTION = { question: 'Pay, {or} not?', choices: [{ label: 'Pay', value: { pay: true } }] };

let hub: TestOwner;

beforeAll(async () => {
  hub = await openTestOwner();
});

afterAll(() => hub.close());

describe('rows beside history', () => {
  test('the first work items are taken by the node, attempt 1; the others are free, attempt 0', async () => {
    const workItems = [1, 2, 3].map((taskId) => ({ taskId, name: 'Pay', input: null }));
    await hub.commit([testTurned(testOutcome(testRecord('work'), { isNew: true, workItems }))], { workItemsTaken: 2 });
    const rows = await hub.sql`
      select task_id, locked_by, attempt from work_items where instance_id = 'work' order by task_id`;
    expect(rows.map((row) => Object.values(row))).toEqual([
      [1, 'node-0', 1],
      [2, 'node-0', 1],
      [3, null, 0],
    ]);
  });

  test('a turn uses up its messages, work items and timers, and the next turn starts from its revision', async () => {
    await hub.store.enqueue(0, [{ instanceId: 'used', message: { type: 'resume', reason: '' } }]);
    const [message] = (await hub.store.fetchMessages(0, [], 1)).messages;
    const record = testRecord('used');
    const timersCreated = [1, 2].map((taskId) => ({ taskId, fireAt: AT }));
    const workItems = [{ taskId: 3, name: 'Pay', input: null }];
    await hub.commit([testTurned(testOutcome(record, { isNew: true, timersCreated, workItems }))], {
      workItemsTaken: 1,
    });
    const next = testOutcome({ ...record, revision: 1, customStatus: '1' }, { timersCanceled: [2, 1] });
    const usedUp = { timersFired: [{ generation: 0, taskId: 1 }], workItemsDone: [workItemKey('used', 3, 1)] };
    await hub.commit([testTurned(next, usedUp)], { messageIds: [message?.messageId ?? -1] });
    expect((await hub.load('used')).record).toMatchObject({ revision: 2, customStatus: '1' });
    const [left] = await hub.sql`
      select (select count(*)::int from timers where instance_id = 'used') as timers,
        (select count(*)::int from work_items where instance_id = 'used') as items,
        (select count(*)::int from control_queue where instance_id = 'used') as messages`;
    expect(left).toEqual({ timers: 0, items: 0, messages: 0 });
  });

  test('waits are opened, answered, and answered in the checkpoint that opens them', async () => {
    const opened = (taskId: number, eventName: string) => ({ taskId, eventName, humanTask: null, startedAt: AT });
    const answered = (taskId: number) => ({ taskId, state: 'answered' as const, decidedBy: 'Ada', closedAt: AT + 1 });
    const record = testRecord('waits');
    const waitsOpened = [{ ...opened(1, 'One'), humanTask: QUESTION }, opened(2, 'Two'), opened(3, 'Three')];
    await hub.commit([testTurned(testOutcome(record, { isNew: true, waitsOpened, waitsClosed: [answered(2)] }))]);
    await hub.commit([testTurned(testOutcome({ ...record, revision: 1 }, { waitsClosed: [answered(1)] }))]);
    const rows = await hub.sql`
      select event_name, state, decided_by, human_task::json as task, extract(epoch from closed_at) * 1000 as closed
      from waits where instance_id = 'waits' order by task_id`;
    const closed = `${AT + 1}.000000`;
    expect(rows).toEqual([
      { event_name: 'One', state: 'answered', decided_by: 'Ada', task: QUESTION, closed },
      { event_name: 'Two', state: 'answered', decided_by: 'Ada', task: null, closed },
      { event_name: 'Three', state: 'open', decided_by: null, task: null, closed: null },
    ]);
  });

  test('an end that stops everything sweeps what the instance left open, and nothing of others', async () => {
    const left = {
      isNew: true,
      workItems: [{ taskId: 1, name: 'Pay', input: null }],
      timersCreated: [{ taskId: 2, fireAt: AT }],
      waitsOpened: [{ taskId: 3, eventName: 'E', humanTask: null, startedAt: AT }],
    };
    const [ending, other] = [testRecord('ending'), testRecord('ending too')];
    await hub.commit([testTurned(testOutcome(ending, left)), testTurned(testOutcome(other, left))]);
    const end = { ...ending, revision: 1, status: 'Terminated' as const, completedAt: AT + 5, updatedAt: AT + 5 };
    await hub.commit([testTurned(testOutcome(end, { ended: true, leftovers: 'drop' }))]);
    const rows = await hub.sql`
      select w.instance_id, w.state, extract(epoch from w.closed_at) * 1000 as closed,
        (select count(*)::int from work_items i where i.instance_id = w.instance_id) as items,
        (select count(*)::int from timers t where t.instance_id = w.instance_id) as timers
      from waits w where instance_id like 'ending%' order by instance_id`;
    expect(rows).toEqual([
      { instance_id: 'ending', state: 'closed', closed: `${AT + 5}.000000`, items: 0, timers: 0 },
      { instance_id: 'ending too', state: 'open', closed: null, items: 1, timers: 1 },
    ]);
  });

  test('a new instance takes over the row of the one that ended; the history of both stays', async () => {
    const events = numbered([{ type: 'ExecutionStarted', name: 'Order', payload: null }]);
    const ended = testRecord('again', { status: 'Completed', completedAt: AT, historyLength: 1 });
    await hub.commit([testTurned(testOutcome(ended, { isNew: true, ended: true, events }))]);
    const fresh = testRecord('again', { generation: 1, historyLength: 1 });
    const replaces = { instanceId: 'again', revision: 1 };
    await hub.commit([testTurned(testOutcome(fresh, { isNew: true, replaces, events }))]);
    expect(await hub.load('again')).toEqual({ record: { ...fresh, revision: 1 }, history: events });
    const [row] =
      await hub.sql`select array_agg(generation)::text as generations from history where instance_id = 'again'`;
    expect(row).toEqual({ generations: '{0,1}' });
  });

  test('C3. the batch id stays behind, the last of each lane', async () => {
    const ids = ['1', '2', '3'].map((digit) => `00000000-0000-4000-8000-00000000000${digit}`);
    for (const [index, batchId] of ids.entries())
      await hub.commit([newInstance(`batch ${index}`)], { batchId, lane: index % 2 });
    expect(await hub.store.lastBatchIds(0)).toEqual(new Set(ids.slice(1)));
  });

  test('a batch of many instances is one statement of all of them', async () => {
    await hub.commit(Array.from({ length: 500 }, (_, index) => newInstance(`many ${index}`)));
    const [row] = await hub.sql`select count(*)::int from instances where instance_id like 'many %'`;
    expect(row).toEqual({ count: 500 });
  });
});
