import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HistoryFact } from '@/server/engine/history';
import type { Outcome } from '@/server/engine/outcome';
import { violations } from './invariants';
import { numbered, openTestOwner, type TestOwner } from './open-test-owner';
import { AT, testOutcome, testRecord, testTurned } from './test-turns';

let hub: TestOwner;

beforeAll(async () => {
  hub = await openTestOwner();
  await reset();
});

afterAll(() => hub.close());

const STARTED: HistoryFact = { type: 'ExecutionStarted', name: 'Order', payload: null };
const SCHEDULED: HistoryFact = { type: 'TaskScheduled', taskId: 1, name: 'Pay', payload: null };
const TIMER: HistoryFact = { type: 'TimerCreated', taskId: 2, fireAt: AT + 5_000 };
const COMPLETED: HistoryFact = { type: 'TaskCompleted', taskId: 1, payload: null, durationMs: 1 };
const FIRED: HistoryFact = { type: 'TimerFired', taskId: 2 };
const ENDED: HistoryFact = { type: 'ExecutionCompleted', status: 'Completed', payload: null };

async function reset(): Promise<void> {
  await hub.sql`truncate instances, history, control_queue, work_items, timers, waits, entities, outbox, received`;
}

/** What is found of one instance with this history, and with rows for its open task and timer unless told otherwise. */
async function found(facts: HistoryFact[], outcome: Partial<Outcome> = {}, length = facts.length): Promise<string[]> {
  await reset();
  const workItems = [{ taskId: 1, name: 'Pay', input: null }];
  const timersCreated = [{ taskId: 2, fireAt: AT + 5_000 }];
  const record = testRecord('order', { historyLength: length });
  const whole = { isNew: true, events: numbered(facts), workItems, timersCreated, ...outcome };
  await hub.commit([testTurned(testOutcome(record, whole))]);
  return violations(hub.sql);
}

const NO_ROWS = { workItems: [], timersCreated: [] };
const OPEN = [STARTED, SCHEDULED, TIMER];

test('a sound hub has none', async () => {
  expect(await found(OPEN)).toEqual([]);
  expect(await found([...OPEN, COMPLETED, { type: 'TimerCanceled', taskId: 2 }], NO_ROWS)).toEqual([]);
});

const LATE_FIRED = numbered([...OPEN, FIRED]).map((event) =>
  event.type === 'TimerFired' ? { ...event, at: AT } : event,
);

const BROKEN: [name: string, () => Promise<string[]>][] = [
  ['I1. an instance has', () => found(OPEN, {}, 4)],
  ['I1. seq counts', () => found(OPEN, { events: numbered(OPEN).filter(({ seq }) => seq !== 1) })],
  ['I1. turns', () => found(OPEN, { events: numbered(OPEN).map((event) => ({ ...event, turn: 9 - event.seq })) })],
  ['I2.', () => found([SCHEDULED, STARTED, TIMER])],
  ['I3.', () => found([...OPEN, ENDED, { type: 'CustomStatusSet', payload: null }])],
  ['I4.', () => found([STARTED, TIMER, SCHEDULED])],
  ['I5.', () => found([...OPEN, COMPLETED, COMPLETED])],
  ['I6.', () => found([...OPEN, FIRED], { timersCreated: [], events: LATE_FIRED })],
  ['I9.', () => found([...OPEN, ENDED])],
  ['I11.', () => found(OPEN, { workItems: [] })],
  ['I11.', () => found([...OPEN, COMPLETED])],
  ['I12.', () => found(OPEN, { timersCreated: [] })],
  ['I12.', () => found([STARTED, SCHEDULED])],
  ['I12.', () => found(OPEN, { timersCreated: [{ taskId: 2, fireAt: AT }] })],
];

test.each(BROKEN)('%s is found where it is broken', async (name, broken) => {
  const names = await broken();
  expect(
    names.some((violation) => violation.startsWith(name) && violation.includes('0/order/0')),
    `${names}`,
  ).toBe(true);
});

test('I11. a result on its way beside the work item is one too many', async () => {
  await found(OPEN);
  const message = { type: 'taskCompleted' as const, generation: 0, taskId: 1, result: null, durationMs: 1 };
  await hub.store.enqueue(0, [{ instanceId: 'order', message }]);
  expect(await violations(hub.sql)).toEqual([expect.stringMatching(/^I11\..*work items 1, results 1$/)]);
});

test('I13. what an instance leaves that is not there any more', async () => {
  await found(OPEN);
  await hub.sql`delete from instances`;
  expect(await violations(hub.sql)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^I13\..*work item 1$/), expect.stringMatching(/^I12\./)]),
  );
});

test('a start at a given time is a timer, 0', async () => {
  const started: HistoryFact = { ...STARTED, startAt: AT + 5_000 };
  const timersCreated = [{ taskId: 0, fireAt: AT + 5_000 }];
  expect(await found([started], { workItems: [], timersCreated })).toEqual([]);
  expect(await found([started], { workItems: [], timersCreated: [] })).toEqual([expect.stringMatching(/^I12\./)]);
});

test('I11. a canceled task has no work item; a result that came before may be on its way', async () => {
  const canceled: HistoryFact = { type: 'TaskCanceled', taskId: 1 };
  const timersCreated: never[] = [];
  expect(await found([STARTED, SCHEDULED, canceled], { timersCreated })).toEqual([expect.stringMatching(/^I11\./)]);
  expect(await found([STARTED, SCHEDULED, canceled], NO_ROWS)).toEqual([]);
  const message = { type: 'taskCompleted' as const, generation: 0, taskId: 1, result: null, durationMs: 1 };
  await hub.store.enqueue(0, [{ instanceId: 'order', message }]);
  expect(await violations(hub.sql)).toEqual([]);
});
