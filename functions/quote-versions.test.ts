import { createTestHub, replayHistory } from 'perdure/testing';
import { expect, test } from 'vitest';
import * as quotes from './quote-versions';

test('new instances get the newest version, others the one that they ask for', async () => {
  const hub = createTestHub({ functions: [quotes] });
  const newest = await hub.client.startNew('Quote', { amount: 10 });
  const first = await hub.client.startNew(quotes.quoteV1, { amount: 10 });
  expect(await hub.client.waitForCompletion(newest)).toMatchObject({ output: 90 });
  expect(await hub.client.waitForCompletion(first)).toMatchObject({ output: 100 });
});

test('an instance of the first version goes on beside the second, and could not go on with it', async () => {
  const hub = createTestHub({ functions: [quotes] });
  const id = await hub.client.startNew(quotes.quoteV1, { amount: 10 });
  const history = hub.history(id);
  expect(await replayHistory(history, [quotes])).toEqual({ ok: true });
  expect(await replayHistory({ ...history, version: '2.0' }, [quotes])).toMatchObject({ ok: false });
});
