import { createTestHub } from 'perdure/testing';
import { expect, test } from 'vitest';
import * as reports from './nightly-report';

test('runs once at a time, however often it is started', async () => {
  const hub = createTestHub({ functions: [reports] });
  const start = async () => (await hub.fetch('/api/NightlyReport', { method: 'POST' })).json();
  const [first, second] = await Promise.all([start(), start()]);
  expect(first.id).toBe('nightly-report');
  expect(second).toEqual(first);
  const before = await hub.client.getInstance(first.id);
  await hub.advance({ minutes: 30 });
  await start();
  expect(await hub.client.getInstance(first.id)).toMatchObject({ executionId: before?.executionId });
});

test('runs anew once it has ended', async () => {
  const hub = createTestHub({ functions: [reports] });
  await hub.fetch('/api/NightlyReport', { method: 'POST' });
  expect(await hub.client.waitForCompletion('nightly-report')).toMatchObject({
    output: 'Nothing happened on 2030-01-01.',
  });
  await hub.advance({ days: 1 });
  await hub.fetch('/api/NightlyReport', { method: 'POST' });
  expect(await hub.client.waitForCompletion('nightly-report')).toMatchObject({
    output: 'Nothing happened on 2030-01-02.',
    generation: 1,
  });
});
