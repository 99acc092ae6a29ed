import { createTestHub } from 'perdure/testing';
import { expect, test, vi } from 'vitest';
import * as expenses from './expense-approval';

const train = { description: 'Train', amount: 40, currency: 'EUR' };

test.each([
  [{ approved: true }, 'approved'],
  [{ approved: false }, 'rejected'],
])('whoever decides %o has it %s', async (decision, outcome) => {
  const hub = createTestHub({ functions: [expenses] });
  const id = await hub.client.startNew(expenses.expenseApproval, train);
  await hub.client.raiseEvent(id, 'Approval', decision);
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: outcome });
});

test('nobody answers for a day: it expires, and the requester hears of it', async () => {
  const hub = createTestHub({ functions: [expenses] });
  const notify = vi.fn(() => 'told');
  hub.stub(expenses.notifyRequester, notify);
  const id = await hub.client.startNew(expenses.expenseApproval, train);
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: 'expired' });
  expect(hub.now).toEqual(new Date('2030-01-02T00:00:00Z'));
  expect(notify).toHaveBeenCalledWith({ description: 'Train', outcome: 'expired' }, expect.anything());
});
