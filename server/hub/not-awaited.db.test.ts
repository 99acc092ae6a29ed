import { activity, orchestrator } from 'perdure';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { until } from '@/db/testing/until';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const ran: string[] = [];
const note = activity('Note', (text: string) => {
  ran.push(text);
});
const leave = orchestrator('Leave', async (context) => {
  context.callActivity(note, 'called and left');
  context.createTimer({ days: 1 });
  context.waitForExternalEvent('Never');
  return 'done';
});

let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub();
});

afterEach(async () => expect(await violations(hub.sql)).toEqual([]));

afterAll(() => hub.close());

it('an instance ends as its code returns; what it called but did not wait for still runs, and leaves nothing behind', async () => {
  const node = await hub.open({ leave, note });
  const instanceId = await node.client.startNew(leave);
  expect(await node.client.waitForCompletion(instanceId)).toMatchObject({ status: 'Completed', output: 'done' });

  await until('no row is left', async () => {
    const [row] = await hub.sql<{ rows: number }[]>`
      select ((select count(*) from work_items) + (select count(*) from control_queue) + (select count(*) from timers))::int as rows`;
    return row?.rows === 0 ? true : null;
  });
  expect(ran).toEqual(['called and left']);
  const { events } = await node.client.getHistory(instanceId, { after: -1, limit: 100 });
  expect(events.at(-1)?.type).toBe('ExecutionCompleted');
  expect((await node.client.getInstance(instanceId))?.waits).toMatchObject([{ state: 'closed' }]);
});
