import { activity, orchestrator } from 'perdure';
import { createTestHub, replayHistory } from 'perdure/testing';
import { expect, test } from 'vitest';
import * as expenses from '@/functions/expense-approval';
import * as hello from '@/functions/hello-sequence';

test('an orchestrator runs to its end, its activities for real', async () => {
  const hub = createTestHub({ functions: [hello] });
  const id = await hub.client.startNew(hello.helloWorld);
  expect(await hub.client.waitForCompletion(id)).toMatchObject({
    status: 'Completed',
    output: ['Hello', ' ', 'World!'],
  });
});

test('three days pass in no time', async () => {
  const hub = createTestHub({ functions: [expenses] });
  const expense = { description: 'Train', amount: 3, currency: 'EUR', waitMinutes: 3 * 24 * 60 };
  const id = await hub.client.startNew(expenses.expenseApproval, expense);
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: 'expired' });
  expect(hub.now).toEqual(new Date('2030-01-04T00:00:00Z'));
});

test('an event comes when it is raised', async () => {
  const hub = createTestHub({ functions: [expenses] });
  const id = await hub.client.startNew(expenses.expenseApproval, { description: 'Train', amount: 3, currency: 'EUR' });
  await hub.advance({ hours: 2 });
  expect(await hub.client.getInstance(id)).toMatchObject({ status: 'Running', waits: [{ state: 'open' }] });
  await hub.client.raiseEvent(id, 'Approval', { approved: true });
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: 'approved' });
  expect(hub.now).toEqual(new Date('2030-01-01T02:00:00Z'));
  expect(await replayHistory(hub.history(id), [expenses])).toEqual({ ok: true });
});

test('an instance that nothing will bring to its end is named, with what it waits for', async () => {
  const waiting = orchestrator('Waiting', async (context) => context.waitForExternalEvent('Go'));
  const hub = createTestHub({ functions: [waiting] });
  const id = await hub.client.startNew(waiting, undefined, { instanceId: 'w' });
  await expect(hub.client.waitForCompletion(id)).rejects.toThrow(
    "Instance 'w' (Waiting) waits for event 'Go', and nothing that is left to happen brings it to its end.",
  );
});

test('state that turns share outside the orchestrator is found', async () => {
  let count = 0;
  const next = activity('Next', (n: number) => n);
  const forgetful = orchestrator('Forgetful', async (context) => {
    count += 1;
    return context.callActivity(next, count);
  });
  const hub = createTestHub({ functions: [{ next, forgetful }] });
  await expect(hub.client.startNew(forgetful, undefined, { instanceId: 'f' })).rejects.toThrow(
    /turn 1 goes another way.*The first time it gave 1, the second time 2/,
  );
});
