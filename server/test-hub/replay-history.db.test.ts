/** What leaves a database is what a test hub can run. */
import { createTestHub, replayHistory } from 'perdure/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as expenses from '@/functions/expense-approval';
import { openTestHub, type TestHub } from '../hub/testing/open-test-hub';

let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub();
});

afterAll(() => hub.close());

const train = { description: 'Train', amount: 40, currency: 'EUR' };

it('the history of a stored instance is exported, and goes on', async () => {
  const { client } = await hub.open(expenses);
  const id = await client.startNew(expenses.expenseApproval, train, { instanceId: 'stored' });
  await hub.once(id, ({ waitingOn }) => waitingOn !== null);
  expect(await replayHistory(await client.exportHistory(id), [expenses])).toEqual({ ok: true });
  await client.raiseEvent(id, 'Approval', { approved: true });
  await client.waitForCompletion(id);
  expect(await replayHistory(await client.exportHistory(id), [expenses])).toEqual({ ok: true });
});

it('is the history that a test hub writes of the same story', async () => {
  const test = createTestHub({ functions: [expenses] });
  const told = await test.client.startNew(expenses.expenseApproval, train, { instanceId: 'told' });
  await test.client.raiseEvent(told, 'Approval', { approved: true });
  const essence = ({ type, seq, ...event }: { type: string; seq: number }) => ({
    type,
    seq,
    taskId: 'taskId' in event ? event.taskId : undefined,
    payload: 'payload' in event ? event.payload : undefined,
  });
  const stored = await (await hub.open(expenses)).client.exportHistory('stored');
  expect(stored.events.map(essence)).toEqual(test.history(told).events.map(essence));
});
