/** How much a node does at once is set by its options. */
import { activity, entity, orchestrator } from 'perdure';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '@/db/testing/until';
import { openTestHub, type TestHub } from './testing/open-test-hub';

let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub();
});

afterAll(() => hub.close());

function holding() {
  let began = 0;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const hold = activity('Hold', () => {
    began += 1;
    return released;
  });
  const many = orchestrator('Many', function* (context, width: number) {
    yield* context.all(Array.from({ length: width }, () => context.callActivity(hold)));
  });
  return { functions: { hold, many }, began: () => began, release };
}

it('a node runs 2,000 activities at once where it may', async () => {
  const { functions, began, release } = holding();
  const node = await hub.open(functions, {}, { PERDURE_MAX_CONCURRENT_ACTIVITIES: '2000' });
  const id = await node.client.startNew('Many', 2_000);
  await until('all run at once', async () => began() === 2_000);
  release();
  expect(await node.client.waitForCompletion(id)).toMatchObject({ status: 'Completed' });
  await node.stop();
});

it('a node runs no more activities than it may', async () => {
  const { functions, began, release } = holding();
  const node = await hub.open(functions, {}, { PERDURE_MAX_CONCURRENT_ACTIVITIES: '3' });
  const id = await node.client.startNew('Many', 10);
  await until('some run', async () => began() === 3);
  expect(node.node.holdings).toMatchObject({ running: 3, waiting: 7 });
  release();
  expect(await node.client.waitForCompletion(id)).toMatchObject({ status: 'Completed' });
  await node.stop();
});

it('with one turn of each kind at once, everything still ends', async () => {
  const tally = entity('Tally', {
    initialState: () => 0,
    operations: { add: (state, amount: number, context) => void context.setState(state + amount) },
  });
  const adds = orchestrator('Adds', function* (context, value: number) {
    yield* context.callEntity({ name: 'Tally', key: `${value}` }, 'add', value);
    return value;
  });
  const one = { PERDURE_MAX_CONCURRENT_ORCHESTRATORS: '1', PERDURE_MAX_CONCURRENT_ENTITIES: '1' };
  const node = await hub.open({ tally, adds }, {}, one);
  const ids = await Promise.all(Array.from({ length: 20 }, (_, value) => node.client.startNew(adds, value)));
  for (const [value, id] of ids.entries())
    expect(await node.client.waitForCompletion(id)).toMatchObject({ output: value });
  await node.stop();
});
