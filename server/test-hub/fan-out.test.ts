/** Very many at once. */
import { activity, orchestrator } from 'perdure';
import { createTestHub } from 'perdure/testing';
import { expect, test } from 'vitest';

const COUNT = 10_000;

const double = activity('Double', (n: number) => 2 * n);

const wide = orchestrator('Wide', async (context, count: number) => {
  const doubled = await context.all(Array.from({ length: count }, (_, n) => context.callActivity(double, n)));
  return doubled.reduce((sum, n) => sum + n, 0);
});

test('ten thousand activities at once give their sum, and what is kept of them is read page by page', {
  timeout: 60_000,
}, async () => {
  const hub = createTestHub({ functions: [wide, double], replayEveryTurn: false });
  const id = await hub.client.startNew(wide, COUNT);
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: COUNT * (COUNT - 1) });
  let read = 0;
  for (let after: number | null = -1; after !== null; ) {
    const page: Awaited<ReturnType<typeof hub.client.getHistory>> = await hub.client.getHistory(id, {
      after,
      limit: 5_000,
    });
    read += page.events.length;
    after = page.nextSeq;
  }
  expect(read).toBe(2 * COUNT + 2);
});
