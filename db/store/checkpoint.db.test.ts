import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HistoryFact } from '@/server/engine/history';
import type { InstanceRecord } from '@/server/engine/outcome';
import { numbered, openTestOwner, type TestOwner } from '../testing/open-test-owner';
import { AT, testOutcome, testRecord, testTurned } from '../testing/test-turns';

let hub: TestOwner;

beforeAll(async () => {
  hub = await openTestOwner();
});

afterAll(() => hub.close());

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
    expect(loaded.history).toEqual(events);
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

  test('an instance that has ended is read without its history', async () => {
    const record = testRecord('over', { status: 'Failed', completedAt: AT + 7, failure: FAILURE, historyLength: 17 });
    await hub.commit([testTurned(testOutcome(record, { isNew: true, ended: true, events: numbered(EVERY_FACT) }))]);
    expect(await hub.load('over')).toEqual({ record: { ...record, revision: 1 }, history: [] });
  });

  test('ids that do not exist are absent', async () => {
    expect(await hub.store.loadInstances(0, ['nobody'])).toEqual(new Map());
  });
});
