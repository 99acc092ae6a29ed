import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outcome } from '@/server/engine/outcome';
import type { Checkpoint, Lease, Turned } from '@/server/store';
import { allRows } from '../testing/all-rows';
import { numbered, openTestOwner, type TestOwner } from '../testing/open-test-owner';
import {
  AT,
  newInstance,
  testCheckpoint,
  testOutcome,
  testRecord,
  testTurned,
  workItemKey,
} from '../testing/test-turns';

const STARTED = { type: 'ExecutionStarted' as const, name: 'Order', payload: null };

let hub: TestOwner;
let messageId: number;
let record = testRecord('order');

/** One instance with a task of each kind, and one that has ended. */
beforeAll(async () => {
  hub = await openTestOwner();
  const order = testOutcome(record, {
    isNew: true,
    events: numbered([STARTED]),
    workItems: [{ taskId: 1, name: 'Pay', input: null }],
    timersCreated: [{ taskId: 2, fireAt: AT }],
    waitsOpened: [{ taskId: 3, eventName: 'Approval', humanTask: null, startedAt: AT }],
  });
  const ended = testRecord('ended', { status: 'Completed', completedAt: AT });
  await hub.commit([testTurned(order), testTurned(testOutcome(ended, { isNew: true }))], { workItemsTaken: 1 });
  await hub.store.enqueue(0, [{ instanceId: 'order', message: { type: 'resume', reason: 'go on' } }]);
  messageId = (await hub.store.fetchMessages(0, [], 1)).messages[0]?.messageId ?? -1;
  record = { ...record, revision: 1 };
});

afterAll(() => hub.close());

/** A turn of the instance that uses all it has, changed by `outcome`. */
function turnOf(outcome: Partial<Outcome> = {}, usedUp: Partial<Turned> = {}): Turned {
  const facts = {
    events: [{ ...STARTED, seq: 1, turn: 2, at: AT }],
    workItems: [{ taskId: 4, name: 'Pack', input: null }],
    timersCreated: [{ taskId: 5, fireAt: AT }],
    waitsOpened: [{ taskId: 6, eventName: 'Parcel', humanTask: null, startedAt: AT }],
    waitsClosed: [{ taskId: 3, state: 'answered' as const, decidedBy: null, closedAt: AT }],
  };
  const used = { workItemsDone: [workItemKey('order', 1, 1)], timersFired: [{ generation: 0, taskId: 2 }] };
  return testTurned(testOutcome(record, { ...facts, ...outcome }), { ...used, ...usedUp });
}

/** The full turn with a new instance and a replaced one beside it. */
function batchOf(turned: Turned, replaces = { instanceId: 'ended', revision: 1 }): Turned[] {
  const replacing = testOutcome(testRecord('ended', { generation: 1 }), { isNew: true, replaces });
  return [newInstance('new'), testTurned(replacing), turned];
}

async function refusedWithoutTrace(result: string, turned: Turned[], facts: Partial<Checkpoint> = {}): Promise<void> {
  const before = await allRows(hub.sql);
  const checkpoint = testCheckpoint(hub.lease, turned, { messageIds: [messageId], ...facts });
  expect(await hub.store.checkpoint(checkpoint)).toBe(result);
  expect(await allRows(hub.sql)).toEqual(before);
}

describe('C1. without the current lease nothing is written', () => {
  const stale: [string, (lease: Lease) => Lease][] = [
    ['an old epoch', (lease) => ({ ...lease, epoch: lease.epoch - 1 })],
    ['a later epoch', (lease) => ({ ...lease, epoch: lease.epoch + 1 })],
    ['another lease id', (lease) => ({ ...lease, leaseId: '00000000-0000-4000-8000-000000000000' })],
    ['another partition', (lease) => ({ ...lease, partitionId: 1 })],
  ];

  test.each(stale)('%s', (_, change) =>
    refusedWithoutTrace('lease-lost', batchOf(turnOf()), { lease: change(hub.lease) }),
  );
});

describe('C2. one row that is not as expected undoes everything', () => {
  const started = { ...STARTED, turn: 2, at: AT };
  const cases: [string, () => Turned[], Partial<Checkpoint>?][] = [
    ['a message is gone', () => batchOf(turnOf()), { messageIds: [987_654] }],
    ['the instance has another revision', () => batchOf(turnOf({ record: { ...record, revision: 2 } }))],
    ['the instance is gone', () => batchOf(turnOf({ record: { ...record, instanceId: 'gone' } }))],
    ['the replaced instance has another revision', () => batchOf(turnOf(), { instanceId: 'ended', revision: 0 })],
    ['the new instance is there already', () => [newInstance('order'), turnOf()]],
    ['the history position is taken', () => batchOf(turnOf({ events: [{ ...started, seq: 0 }] }))],
    ['a history position is used twice', () => batchOf(turnOf({ events: [1, 1].map((seq) => ({ ...started, seq })) }))],
    ['the work item is at another attempt', () => batchOf(turnOf({}, { workItemsDone: [workItemKey('order', 1, 2)] }))],
    ['the work item is gone', () => batchOf(turnOf({}, { workItemsDone: [workItemKey('order', 9, 1)] }))],
    ['the work item is held by another node', () => batchOf(turnOf()), { nodeId: 'node-1' }],
    ['the timer that fired is gone', () => batchOf(turnOf({}, { timersFired: [{ generation: 0, taskId: 9 }] }))],
    ['the timer to cancel is gone', () => batchOf(turnOf({ timersCanceled: [9] }))],
    ['the wait is not open', () => batchOf(turnOf({ waitsClosed: [closedWait(9)] }))],
    ['the new work item is there already', () => batchOf(turnOf({ workItems: [1, 1].map(packItem) }))],
    ['the new timer is there already', () => batchOf(turnOf({ timersCreated: [5, 5].map(timer) }))],
  ];

  test.each(cases)('%s', (_, turned, facts) => refusedWithoutTrace('conflict', turned(), facts));

  test('and with every row as expected the same checkpoint is committed', async () => {
    const checkpoint = testCheckpoint(hub.lease, batchOf(turnOf()), { messageIds: [messageId] });
    expect(await hub.store.checkpoint(checkpoint)).toBe('committed');
    expect(await hub.store.checkpoint(checkpoint)).toBe('conflict');
  });
});

function closedWait(taskId: number) {
  return { taskId, state: 'answered' as const, decidedBy: null, closedAt: AT };
}

function packItem(taskId: number) {
  return { taskId, name: 'Pack', input: null };
}

function timer(taskId: number) {
  return { taskId, fireAt: AT };
}
