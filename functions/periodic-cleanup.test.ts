import { createTestHub } from 'perdure/testing';
import { expect, test } from 'vitest';
import * as cleanup from './periodic-cleanup';

test('cleans up every hour until it is told to stop, and its history stays short', async () => {
  const hub = createTestHub({ functions: [cleanup] });
  hub.stub(cleanup.removeOldFiles, () => 2);
  const id = await hub.client.startNew(cleanup.periodicCleanup);
  await hub.advance({ days: 2, minutes: 1 });
  expect(hub.history(id)).toMatchObject({ generation: 48, status: 'Running' });
  expect(hub.history(id).events.length).toBeLessThan(10);
  await hub.client.raiseEvent(id, 'Stop');
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: { rounds: 49, removed: 98 } });
});
