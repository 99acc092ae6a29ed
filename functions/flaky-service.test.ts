import { createTestHub } from 'perdure/testing';
import { expect, test } from 'vitest';
import * as flaky from './flaky-service';

test('is asked until it answers, after growing pauses', async () => {
  const hub = createTestHub({ functions: [flaky] });
  const id = await hub.client.startNew(flaky.flakyService, 'Is it up');
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: 'Is it up? Yes.' });
  expect(hub.now).toEqual(new Date('2030-01-01T00:00:03Z'));
});

test('one that never answers is given up after five tries', async () => {
  const hub = createTestHub({ functions: [flaky] });
  hub.stub(flaky.askService, () => 'never', { takes: 'forever' });
  const id = await hub.client.startNew(flaky.flakyService, 'Is it up');
  const { status, failure } = await hub.client.waitForCompletion(id);
  expect(status).toBe('Failed');
  expect(failure?.innerFailure?.errorType).toBe('ActivityTimeout');
  expect(hub.now).toEqual(new Date('2030-01-01T00:02:45Z'));
});
