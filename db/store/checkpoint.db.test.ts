import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HistoryEvent, HistoryFact } from '@/server/engine/history';
import type { InstanceRecord } from '@/server/engine/outcome';
import type { LoadedInstance } from '@/server/store';
import { joinHub, openTestStore } from '../testing/open-test-stores';
import { AT, newInstance, testCheckpoint, testOutcome, testRecord, testTurned, workItemKey } from '../testing/test-turns';

type Hub = Awaited<ReturnType<typeof openTestStore>> & { lease: Awaited<ReturnType<typeof joinHub>>[number] };

let hub: Hub;

beforeAll(async () => {
  const opened = await openTestStore(1);
  const [lease] = await joinHub(opened.store, 'node-0');
  if (lease === undefined) throw new Error('The hub gave no lease.');
  hub = { ...opened, lease };
});

afterAll(() => hub.close());

async function commit(...given: Parameters<typeof testCheckpoint> extends [unknown, ...infer Rest] ? Rest : never) {
  expect(await hub.store.checkpoint(testCheckpoint(hub.lease, ...given))).toBe('committed');
}

async function load(instanceId: string): Promise<LoadedInstance> {
  const loaded = (await hub.store.loadInstances(0, [instanceId])).get(instanceId);
  if (loaded === undefined) throw new Error(`There is no instance ${instanceId}.`);
  return loaded;
}

const numbered = (facts: HistoryFact[]): HistoryEvent[] =>
  facts.map((fact, seq) => ({ ...fact, seq, turn: 1 + Math.floor(seq / 3), at: AT + seq }));

const FAILURE = {
  errorType: 'TypeError',
  message: 'no "card", {sorry}\\',
  stackTrace: 'TypeError\n    at pay (order.ts:3:1)',
  innerFailure: { errorType: 'string', message: 'why' },
  isNonRetriable: true,
  properties: { code: 7 },
};
const ACTOR = { name: 'Ada "the" Admin', via: 'dashboard' as const };
const HUMAN_TASK = { question: 'Pay, {or} not?', choices: [{ label: 'Pay', value: { pay: true } }] };

const EVERY_FACT: HistoryFact[] = [
  { type: 'ExecutionStarted', name: 'Order', payload: '{"id":1}', actor: ACTOR },
  { type: 'TaskScheduled', taskId: 1, name: 'Pay', payload: '[1]' },
  { type: 'TaskScheduled', taskId: 2, name: 'Pack', payload: null },
  { type: 'TimerCreated', taskId: 3, fireAt: AT + 5_000 },
  { type: 'EventWaitStarted', taskId: 4, name: 'Approval', humanTask: HUMAN_TASK },
  { type: 'EventWaitStarted', taskId: 5, name: 'Parcel' },
  { type: 'CustomStatusSet', payload: '"paying"' },
  { type: 'TaskCompleted', taskId: 1, payload: 'null', durationMs: 12 },
  { type: 'TaskFailed', taskId: 2, failure: FAILURE, durationMs: 0 },
  { type: 'EventRaised', name: 'Approval', payload: '{"pay":true}', eventId: 'e-1', taskId: 4, actor: ACTOR },
  { type: 'EventRaised', name: 'Parcel', payload: null, eventId: 'e-2' },
  { type: 'TimerFired', taskId: 3 },
  { type: 'TimerCanceled', taskId: 6 },
  { type: 'ExecutionSuspended', reason: 'lunch', actor: ACTOR },
  { type: 'ExecutionResumed', reason: 'back', actor: ACTOR },
  { type: 'ExecutionTerminated', reason: 'enough', actor: ACTOR },
  { type: 'ExecutionCompleted', status: 'Failed', payload: null, failure: FAILURE },
];

const WAITING = { kind: 'any', of: [{ kind: 'event', taskId: 4, name: 'Approval', question: 'Pay, {or} not?' }] } as const;

const FULL_RECORD: Partial<InstanceRecord> = {
  version: '1.2',
  updatedAt: AT + 99,
  input: '{"id":1}',
  customStatus: '"paying"',
  tags: { team: 'a,b', 'to{do}': '"' },
  parent: { instanceId: 'parent, "1"', generation: 2, taskId: 7 },
  waitingOn: { kind: 'any', of: [...WAITING.of] },
  problem: 'It is stuck, "really".',
  historyLength: EVERY_FACT.length,
};

describe('C2. what a checkpoint writes is what is read back', () => {
  test('the instance and every type of event, to the byte', async () => {
    const record = testRecord('full', FULL_RECORD);
    const events = numbered(EVERY_FACT);
    const [first, last] = [events[0], events.at(-1)];
    if (first) first.deployment = 'blue';
    if (last) last.awaiting = { kind: 'any', of: [...WAITING.of] };
    await commit([testTurned(testOutcome(record, { isNew: true, events }))]);
    const loaded = await load('full');
    expect(loaded.record).toEqual({ ...record, revision: 1 });
    expect(loaded.history).toEqual(events);
  });

  test('call sites go to the dictionary, each location once', async () => {
    const events = numbered([
      { type: 'TaskScheduled', taskId: 1, name: 'Pay', payload: null, callSite: 'order.ts:3' },
      { type: 'TaskScheduled', taskId: 2, name: 'Pay', payload: null, callSite: 'order.ts:3' },
      { type: 'TimerCreated', taskId: 3, fireAt: AT, callSite: 'order.ts:4' },
    ]);
    await commit([testTurned(testOutcome(testRecord('sites', { historyLength: 3 }), { isNew: true, events }))]);
    const places = await hub.sql`
      select c.location from history h join call_sites c on c.call_site_id = h.call_site
      where h.instance_id = 'sites' order by h.seq`;
    expect(places.map(({ location }) => location)).toEqual(['order.ts:3', 'order.ts:3', 'order.ts:4']);
  });

  const TEXTS = [
    'NULL',
    'null',
    '',
    '{}',
    '{a,b}',
    '"quoted"',
    'back\\slash \\" and \\\\',
    "it's $1 and ?",
    'line\nline\ttab\r',
    JSON.stringify('\u0000 and \ud800'),
    '日本語 😀 é e\u0301 \u2028',
    JSON.stringify('x'.repeat(1_048_576)),
  ];

  test.each(TEXTS.map((text) => [text.slice(0, 24), text]))('the text %s', async (_, text) => {
    const instanceId = `text ${TEXTS.indexOf(text)}, {"${text.slice(0, 24)}"}`;
    const record = testRecord(instanceId, { input: text, customStatus: text, name: text, historyLength: 1 });
    const events = numbered([{ type: 'EventRaised', name: text, payload: text, eventId: text }]);
    const workItems = [{ taskId: 1, name: text, input: text }];
    await commit([testTurned(testOutcome(record, { isNew: true, events, workItems }))], { workItemsTaken: 1 });
    expect(await load(instanceId)).toEqual({ record: { ...record, revision: 1 }, history: events });
    const held = await hub.store.heldWorkItems(0, 'node-0');
    expect(held).toContainEqual(expect.objectContaining({ instanceId, name: text, input: text }));
  });

  test('an instance that has ended is read without its history', async () => {
    const record = testRecord('over', { status: 'Failed', completedAt: AT + 7, failure: FAILURE, historyLength: 17 });
    await commit([testTurned(testOutcome(record, { isNew: true, ended: true, events: numbered(EVERY_FACT) }))]);
    expect(await load('over')).toEqual({ record: { ...record, revision: 1 }, history: [] });
  });

  test('ids that do not exist are absent', async () => {
    expect(await hub.store.loadInstances(0, ['nobody'])).toEqual(new Map());
  });
});

describe('rows beside history', () => {
  test('the first work items are taken by the node, attempt 1; the others are free, attempt 0', async () => {
    const workItems = [1, 2, 3].map((taskId) => ({ taskId, name: 'Pay', input: null }));
    await commit([testTurned(testOutcome(testRecord('work'), { isNew: true, workItems }))], { workItemsTaken: 2 });
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
    const [message] = await hub.store.fetchMessages(0, [], 1);
    const record = testRecord('used');
    const timersCreated = [1, 2].map((taskId) => ({ taskId, fireAt: AT }));
    const workItems = [{ taskId: 3, name: 'Pay', input: null }];
    await commit([testTurned(testOutcome(record, { isNew: true, timersCreated, workItems }))], { workItemsTaken: 1 });
    const next = testOutcome({ ...record, revision: 1, customStatus: '1' }, { timersCanceled: [2, 1] });
    const usedUp = { timersFired: [1], workItemsDone: [workItemKey('used', 3, 1)] };
    await commit([testTurned(next, usedUp)], { messageIds: [message?.messageId ?? -1] });
    expect((await load('used')).record).toMatchObject({ revision: 2, customStatus: '1' });
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
    const waitsOpened = [{ ...opened(1, 'One'), humanTask: HUMAN_TASK }, opened(2, 'Two'), opened(3, 'Three')];
    await commit([testTurned(testOutcome(record, { isNew: true, waitsOpened, waitsClosed: [answered(2)] }))]);
    await commit([testTurned(testOutcome({ ...record, revision: 1 }, { waitsClosed: [answered(1)] }))]);
    const rows = await hub.sql`
      select event_name, state, decided_by, human_task::json as task, extract(epoch from closed_at) * 1000 as closed
      from waits where instance_id = 'waits' order by task_id`;
    const closed = `${AT + 1}.000000`;
    expect(rows).toEqual([
      { event_name: 'One', state: 'answered', decided_by: 'Ada', task: HUMAN_TASK, closed },
      { event_name: 'Two', state: 'answered', decided_by: 'Ada', task: null, closed },
      { event_name: 'Three', state: 'open', decided_by: null, task: null, closed: null },
    ]);
  });

  test('an end sweeps what the instance left open, and nothing of others', async () => {
    const left = {
      isNew: true,
      workItems: [{ taskId: 1, name: 'Pay', input: null }],
      timersCreated: [{ taskId: 2, fireAt: AT }],
      waitsOpened: [{ taskId: 3, eventName: 'E', humanTask: null, startedAt: AT }],
    };
    const [ending, other] = [testRecord('ending'), testRecord('ending too')];
    await commit([testTurned(testOutcome(ending, left)), testTurned(testOutcome(other, left))]);
    const end = { ...ending, revision: 1, status: 'Terminated' as const, completedAt: AT + 5, updatedAt: AT + 5 };
    await commit([testTurned(testOutcome(end, { ended: true, hasLeftovers: true }))]);
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
    await commit([testTurned(testOutcome(ended, { isNew: true, ended: true, events }))]);
    const fresh = testRecord('again', { generation: 1, historyLength: 1 });
    const replaces = { instanceId: 'again', revision: 1 };
    await commit([testTurned(testOutcome(fresh, { isNew: true, replaces, events }))]);
    expect(await load('again')).toEqual({ record: { ...fresh, revision: 1 }, history: events });
    const [row] = await hub.sql`select array_agg(generation) as generations from history where instance_id = 'again'`;
    expect(row).toEqual({ generations: [0, 1] });
  });

  test('C3. the batch id stays behind, the last of each lane', async () => {
    const ids = ['1', '2', '3'].map((digit) => `00000000-0000-4000-8000-00000000000${digit}`);
    for (const [index, batchId] of ids.entries())
      await commit([newInstance(`batch ${index}`)], { batchId, lane: index % 2 });
    expect(await hub.store.lastBatchIds(0)).toEqual(new Set(ids.slice(1)));
  });

  test('a batch of many instances is one statement of all of them', async () => {
    await commit(Array.from({ length: 500 }, (_, index) => newInstance(`many ${index}`)));
    const loaded = await hub.store.loadInstances(
      0,
      Array.from({ length: 500 }, (_, index) => `many ${index}`),
    );
    expect(loaded.size).toBe(500);
  });
});
