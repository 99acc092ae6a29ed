import { activity, orchestrator } from 'perdure';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { until } from '@/db/testing/until';
import { openTestHub, type TestHub } from './testing/open-test-hub';

let aborted: Map<string, string>;
let begun: number;

/** Ends when its signal fires, and never else. */
const hold = activity('Hold', (_: undefined, { signal, instanceId }) => {
  begun += 1;
  return new Promise<string>((resolve) => {
    signal.addEventListener('abort', () => {
      aborted.set(instanceId, String(signal.reason.message));
      resolve('ignored');
    });
  });
});
const holding = orchestrator('Holding', async (ctx) => ctx.callActivity(hold));
const hurried = orchestrator('Hurried', async (ctx) => {
  try {
    return await ctx.callActivity(hold, undefined, { timeout: { milliseconds: 50 } });
  } catch {
    return 'too late';
  }
});
const FUNCTIONS = { hold, holding, hurried };

let hub: TestHub;

beforeEach(async () => {
  [aborted, begun] = [new Map(), 0];
  hub = await openTestHub();
});

afterEach(async () => {
  expect(await violations(hub.sql)).toEqual([]);
  await hub.close();
});

const running = (count: number) => until('the activities run', () => Promise.resolve(begun === count));
const fired = (instanceId: string) => until('the signal fires', () => Promise.resolve(aborted.get(instanceId)));

describe('the signal of an activity', () => {
  it('fires when the call runs out of time, and the result counts for nothing', async () => {
    const node = await hub.open(FUNCTIONS);
    const instanceId = await node.client.startNew(hurried);
    expect(await node.client.waitForCompletion(instanceId)).toMatchObject({ output: 'too late' });
    await fired(instanceId);
  });

  it('C2. fires on whatever node it runs when the instance is terminated or purged', async () => {
    const nodes = [await hub.open(FUNCTIONS), await hub.open(FUNCTIONS)];
    const ids = Array.from({ length: 8 }, (_, index) => `held ${index}`);
    for (const [index, instanceId] of ids.entries()) {
      await nodes[index % 2]?.client.startNew(holding, undefined, { instanceId });
    }
    await running(ids.length);
    const [node] = nodes;
    await Promise.all(
      ids.map((id, index) =>
        index < 4 ? node?.client.terminate(id, 'over') : node?.client.purge(id, { force: true }),
      ),
    );
    for (const id of ids) await fired(id);
  });

  it('C2. fires when another node may run the activity', async () => {
    await hub.open(FUNCTIONS, { heartbeatMs: 100 });
    const client = (await hub.open(FUNCTIONS, { heartbeatMs: 100 })).client;
    await client.startNew(holding, undefined, { instanceId: 'lost' });
    await running(1);
    await hub.sql`update work_items set locked_by = null, attempt = attempt + 1`;
    await fired('lost');
    await client.terminate('lost', 'over');
  });

  it('fires when the node stops, and the activity runs again elsewhere', async () => {
    const node = await hub.open(FUNCTIONS, { drainMs: 10 });
    await node.client.startNew(holding, undefined, { instanceId: 'moving' });
    await running(1);
    await node.stop();
    expect(await fired('moving')).toBe('The node is stopping.');
    const next = await hub.open(FUNCTIONS);
    await running(2);
    await next.client.terminate('moving', 'over');
  });
});
