import { createTestHub } from 'perdure/testing';
import { expect, test } from 'vitest';
import * as expenses from './expense-approval';
import * as helloSequence from './hello-sequence';
import * as starters from './http-starters';

const open = () => createTestHub({ functions: [starters, helloSequence, expenses] });
const post = (input: unknown) => ({ method: 'POST', body: JSON.stringify(input) });
const train = { description: 'Train', amount: 40, currency: 'EUR' };

test('any orchestrator is started by name, and followed by the link', async () => {
  const hub = open();
  const answer = await hub.fetch('/api/orchestrators/expenseapproval', post(train));
  expect(answer.status).toBe(202);
  const { id, statusQueryGetUri } = await answer.json();
  expect(await (await hub.fetch(statusQueryGetUri)).json()).toMatchObject({ instanceId: id, runtimeStatus: 'Running' });
});

test('one that nobody knows is not found', async () => {
  expect((await open().fetch('/api/orchestrators/Nobody', { method: 'POST' })).status).toBe(404);
});

test('whoever waits gets the output', async () => {
  const answer = await open().fetch('/api/orchestrators/wait/HelloWorld', { method: 'POST' });
  expect(await answer.json()).toEqual(['Hello', ' ', 'World!']);
});

test('whoever waits in vain gets the links', async () => {
  const hub = open();
  const answer = await hub.fetch('/api/orchestrators/wait/ExpenseApproval?timeout=60', post(train));
  expect(answer.status).toBe(202);
  expect(hub.now).toEqual(new Date('2030-01-01T00:01:00Z'));
});
