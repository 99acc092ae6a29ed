import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HistoryEvent } from '@/server/engine/history';
import type { InstanceRecord } from '@/server/engine/outcome';
import { EVERY_FACT, FAILURE } from '../testing/every-fact';
import { numbered, openTestOwner, type TestOwner } from '../testing/open-test-owner';
import { AT, claimWish, testOutcome, testRecord, testTurned } from '../testing/test-turns';

let hub: TestOwner;

beforeAll(async () => {
  hub = await openTestOwner();
});

afterAll(() => hub.close());

const WAITING = {
  kind: 'any',
  of: [{ kind: 'event', taskId: 4, name: 'Approval', question: 'Pay, {or} not?' }],
} as const;

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

/** Replays do without it, so it is not read. */
function withoutCallSite(event: HistoryEvent): HistoryEvent {
  return 'callSite' in event ? { ...event, callSite: undefined } : event;
}

describe('C2. what a checkpoint writes is what is read back', () => {
  test('the instance and every type of event, to the byte', async () => {
    const record = testRecord('full', FULL_RECORD);
    const events = numbered(EVERY_FACT);
    const [first, last] = [events[0], events.at(-1)];
    if (first) first.deployment = 'blue';
    if (last) last.awaiting = { kind: 'any', of: [...WAITING.of] };
    await hub.commit([testTurned(testOutcome(record, { isNew: true, events }))]);
    const loaded = await hub.load('full');
    expect(loaded.record).toEqual({ ...record, revision: 1 });
    expect(loaded.history).toEqual(events.map(withoutCallSite));
    const [row] = await hub.sql`select parent_id from instances where instance_id = 'full'`;
    expect(row).toEqual({ parent_id: 'parent, "1"' });
  });

  test('work items say how their calls want them run', async () => {
    const facts = { attempt: 2, firstTaskId: 1, tags: { team: '"a", {b}' } };
    const workItems = [
      { taskId: 1, name: 'Pay', input: null },
      { taskId: 2, name: 'Pay', input: null, ...facts },
      { taskId: 3, name: 'Pay', input: null, ...facts },
    ];
    await hub.commit([testTurned(testOutcome(testRecord('facts'), { isNew: true, workItems }))], { workItemsTaken: 2 });
    const held = (await hub.store.heldWorkItems(0, 'node-0')).filter(({ instanceId }) => instanceId === 'facts');
    const claimed = await hub.store.claimWorkItems(0, 'node-1', claimWish(['pay'], 1));
    expect([...held, ...claimed].map((item) => [item.taskId, item.facts])).toEqual([
      [1, {}],
      [2, facts],
      [3, facts],
    ]);
  });

  test('call sites go to the dictionary, each location once', async () => {
    const events = numbered([
      { type: 'TaskScheduled', taskId: 1, name: 'Pay', payload: null, callSite: 'order.ts:3' },
      { type: 'TaskScheduled', taskId: 2, name: 'Pay', payload: null, callSite: 'order.ts:3' },
      { type: 'TimerCreated', taskId: 3, fireAt: AT, callSite: 'order.ts:4' },
    ]);
    await hub.commit([testTurned(testOutcome(testRecord('sites', { historyLength: 3 }), { isNew: true, events }))]);
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
    'a list cannot hold \u001e or \u001f',
  ];

  test.each(TEXTS.map((text) => [text.slice(0, 24), text]))('the text %s', async (_, text) => {
    const instanceId = `text ${TEXTS.indexOf(text)}, {"${text.slice(0, 24)}"}`;
    const record = testRecord(instanceId, { input: text, customStatus: text, problem: text, historyLength: 1 });
    const events = numbered([{ type: 'EventRaised', name: text, payload: text, eventId: text }]);
    const workItems = [{ taskId: 1, name: text, input: text }];
    await hub.commit([testTurned(testOutcome(record, { isNew: true, events, workItems }))], { workItemsTaken: 1 });
    expect(await hub.load(instanceId)).toEqual({ record: { ...record, revision: 1 }, history: events });
    const held = await hub.store.heldWorkItems(0, 'node-0');
    expect(held).toContainEqual(expect.objectContaining({ instanceId, name: text, input: text }));
  });

  test('an instance that has ended is read without its history, unless all of it is asked for', async () => {
    const facts = {
      status: 'Failed' as const,
      completedAt: AT + 7,
      failure: FAILURE,
      historyLength: EVERY_FACT.length,
    };
    const record = testRecord('over', facts);
    const events = numbered(EVERY_FACT);
    await hub.commit([testTurned(testOutcome(record, { isNew: true, ended: true, events }))]);
    expect(await hub.load('over')).toEqual({ record: { ...record, revision: 1 }, history: [] });
    const whole = await hub.store.loadInstances(0, ['over'], { endedToo: true });
    expect(whole.get('over')).toEqual({ record: { ...record, revision: 1 }, history: events });
  });

  test('several generations of one turn are written, each with its own history and tasks', async () => {
    const part = (generation: number, taskId: number, callSite: string) => ({
      ...testOutcome(testRecord('', { generation })),
      generation,
      events: numbered([{ type: 'TimerCreated', taskId, fireAt: AT, callSite }]),
      timersCreated: [{ taskId, fireAt: AT }],
    });
    const record = testRecord('again', { generation: 2, historyLength: 1 });
    const earlier = [part(0, 1, 'first.ts:1'), { ...part(1, 1, 'second.ts:1'), leftovers: 'run' as const }];
    await hub.commit([testTurned({ ...part(2, 1, 'third.ts:1'), record, isNew: true, earlier })]);
    const rows = await hub.sql`
      select h.generation, c.location, t.task_id from history h
      join call_sites c on c.call_site_id = h.call_site
      left join timers t on t.instance_id = h.instance_id and t.generation = h.generation
      where h.instance_id = 'again' order by 1`;
    expect(rows.map((row) => Object.values(row))).toEqual([
      [0, 'first.ts:1', 1],
      [1, 'second.ts:1', null],
      [2, 'third.ts:1', 1],
    ]);
  });

  test('ids that do not exist are absent', async () => {
    expect(await hub.store.loadInstances(0, ['nobody'])).toEqual(new Map());
  });
});
