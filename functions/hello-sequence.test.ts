import { createTestHub } from 'perdure/testing';
import { expect, test } from 'vitest';
import * as helloSequence from './hello-sequence';

test('says one word after the other', async () => {
  const hub = createTestHub({ functions: [helloSequence] });
  const id = await hub.client.startNew(helloSequence.helloWorld);
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: ['Hello', ' ', 'World!'] });
});

test('is started by a request', async () => {
  const hub = createTestHub({ functions: [helloSequence] });
  const answer = await hub.fetch('/api/HelloWorld', { method: 'POST' });
  expect(answer.status).toBe(202);
  const status = await hub.fetch(answer.headers.get('location') ?? '');
  expect(await status.json()).toMatchObject({ name: 'HelloWorld', runtimeStatus: 'Completed' });
});
