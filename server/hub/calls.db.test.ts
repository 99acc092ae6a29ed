import { type ActivityContext, activity, NonRetriableError, orchestrator, TimeoutError } from 'perdure';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { openTestHub, type TestHub } from './testing/open-test-hub';

let runs: ActivityContext[] = [];
let onAbort = () => {};

const flaky = activity('Flaky', (failures: number, context) => {
  runs.push(context);
  if (runs.length <= failures) throw new RangeError(`failure ${runs.length}`);
  return `well after ${runs.length}`;
});
const hopeless = activity('Hopeless', () => {
  runs.push({} as ActivityContext);
  throw new NonRetriableError('never');
});
const endless = activity('Endless', (_input: undefined, { signal }) => {
  return new Promise<string>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve('too late');
      onAbort();
    });
  });
});

const retry = { firstRetryIntervalInMilliseconds: 20, maxNumberOfAttempts: 3 };

const retries = orchestrator('Retries', async (context, failures: number) => {
  return await context.callActivity(flaky, failures, { retry, tags: { kind: 'flaky' } });
});
const retriesHopeless = orchestrator('RetriesHopeless', async (context) => {
  return await context.callActivity(hopeless, undefined, { retry });
});
const hurries = orchestrator('Hurries', async (context) => {
  try {
    return await context.callActivity(endless, undefined, { timeout: { milliseconds: 50 } });
  } catch (error) {
    await context.waitForExternalEvent('GoOn');
    return (error as { details: { errorType: string } }).details.errorType;
  }
});
const asks = orchestrator('Asks', async (context) => {
  const timeout = { milliseconds: 50 };
  try {
    return await context.waitForExternalEvent('Answer', { question: 'Well?', choices: [], timeout });
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    return ['nobody answered', await context.waitForExternalEvent('Answer')];
  }
});
const maps = orchestrator('Maps', async (context, count: number) => {
  const items = Array.from({ length: count }, (_, index) => index);
  const begin = (item: number) => context.callActivity(square, item);
  const squares = await context.map(items, begin, { concurrency: 3, progress: true });
  return squares.reduce((sum, one) => sum + one, 0);
});
const square = activity('Square', (number: number) => number * number);

const functions = { flaky, hopeless, endless, square, retries, retriesHopeless, hurries, asks, maps };

let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub();
});

beforeEach(() => {
  runs = [];
});

afterEach(async () => expect(await violations(hub.sql)).toEqual([]));

afterAll(() => hub.close());

it('a call is tried again until it is well, each try with its number and the key of them all', async () => {
  const node = await hub.open(functions);
  const instanceId = await node.client.startNew(retries, 2);
  expect(await node.client.waitForCompletion(instanceId)).toMatchObject({ output: 'well after 3' });
  expect(runs.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  expect(new Set(runs.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  expect(runs.map(({ tags }) => tags)).toEqual([{ kind: 'flaky' }, { kind: 'flaky' }, { kind: 'flaky' }]);
  await node.stop();
});

it('a call that is never well fails with its last error, and one that says so at once', async () => {
  const node = await hub.open(functions);
  const failed = await node.client.waitForCompletion(await node.client.startNew(retries, 100));
  expect(failed).toMatchObject({ status: 'Failed', failure: { innerFailure: { message: 'failure 3' } } });
  expect(runs).toHaveLength(3);
  await node.client.waitForCompletion(await node.client.startNew(retriesHopeless));
  expect(runs).toHaveLength(4);
  await node.stop();
});

it('an activity that runs out of its time is told, and replay knows it on another node', async () => {
  const node = await hub.open(functions);
  const aborted = new Promise<void>((resolve) => {
    onAbort = resolve;
  });
  const instanceId = await node.client.startNew(hurries);
  await aborted;
  await hub.once(instanceId, ({ waits }) => waits.some(({ eventName }) => eventName === 'GoOn'));
  await node.stop();
  const other = await hub.open(functions);
  await other.client.raiseEvent(instanceId, 'GoOn');
  expect(await other.client.waitForCompletion(instanceId)).toMatchObject({ output: 'ActivityTimeout' });
  await other.stop();
});

it('a wait that ran out is closed, and the answer goes to the next one, also after a replay', async () => {
  const node = await hub.open(functions);
  const instanceId = await node.client.startNew(asks);
  const { waits } = await hub.once(instanceId, (instance) => instance.waits.length === 2);
  expect(waits.map(({ state }) => state).sort()).toEqual(['closed', 'open']);
  await node.stop();
  const other = await hub.open(functions);
  await other.client.raiseEvent(instanceId, 'answer', 'late');
  expect(await other.client.waitForCompletion(instanceId)).toMatchObject({ output: ['nobody answered', 'late'] });
  await other.stop();
});

it('a bounded fan-out shows its progress', async () => {
  const node = await hub.open(functions);
  const instanceId = await node.client.startNew(maps, 20);
  expect(await node.client.waitForCompletion(instanceId)).toMatchObject({ output: 2_470 });
  expect((await node.client.getInstance(instanceId))?.customStatus).toBe('{"done":20,"total":20}');
  await node.stop();
});
