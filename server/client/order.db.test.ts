/** Events of one sender to one instance, each sent behind the one before, however they travel. */
import { orchestrator } from 'perdure';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../hub/testing/open-test-hub';
import type { Runtime } from '../runtime';

const COUNT = 4;
const ROUNDS = 40;

const listener = orchestrator('Listener', function* (ctx) {
  const heard: number[] = [];
  while (heard.length < COUNT) heard.push(yield* ctx.waitForExternalEvent<number>('Told'));
  return heard;
});

const NUMBERS = Array.from({ length: COUNT }, (_, n) => n);

let hub: TestHub;
let node: Runtime;

beforeAll(async () => {
  hub = await openTestHub();
  node = await hub.open({ listener });
});

afterAll(() => hub.close());

/** Instances whose starts are rows of the control queue that the owner is only just told of. */
const startByRow = (): Promise<string[]> =>
  hub.sql.begin(async (transaction) => {
    const ids: string[] = [];
    for (let n = 0; n < ROUNDS; n += 1) ids.push(await node.client.startNew(listener, undefined, { transaction }));
    return ids;
  });

type Raise = (instanceId: string, n: number) => Promise<void>;

const raise: Raise = (instanceId, n) => node.client.raiseEvent(instanceId, 'Told', n);

const raiseOnce: Raise = (instanceId, n) =>
  node.client.raiseEvent(instanceId, 'Told', n, { idempotencyKey: `${instanceId}/${n}` });

async function heardBy(ids: readonly string[]): Promise<unknown[]> {
  const ended = await Promise.all(ids.map((id) => node.client.waitForCompletion(id, { timeoutMs: 20_000 })));
  return ended.map(({ output }) => output);
}

const IN_ORDER = Array.from({ length: ROUNDS }, () => NUMBERS);

test('each is raised when the one before was acknowledged, while the start is still a row', async () => {
  const ids = await startByRow();
  await Promise.all(
    ids.map(async (id) => {
      for (const n of NUMBERS) await raise(id, n);
    }),
  );
  expect(await heardBy(ids)).toEqual(IN_ORDER);
});

test('none is waited for, while the start is still a row', async () => {
  const ids = await startByRow();
  await Promise.all(ids.flatMap((id) => NUMBERS.map((n) => raise(id, n))));
  expect(await heardBy(ids)).toEqual(IN_ORDER);
});

test('none is waited for, as a new node takes half of the partitions', async () => {
  const ids = await startByRow();
  const other = await hub.open({ listener });
  const raised = ids.flatMap((id) => NUMBERS.map((n) => other.client.raiseEvent(id, 'Told', n)));
  await Promise.all(raised);
  expect(await heardBy(ids)).toEqual(IN_ORDER);
  await other.stop();
});

test('some have an idempotency key, and go by row', async () => {
  const ids = await startByRow();
  await Promise.all(
    ids.map(async (id) => {
      for (const n of NUMBERS) await (n % 2 === 0 ? raiseOnce : raise)(id, n);
    }),
  );
  expect(await heardBy(ids)).toEqual(IN_ORDER);
});

test('one is repeated with its key, for an answer that was lost, before the next is raised', async () => {
  const ids = await startByRow();
  await Promise.all(
    ids.map(async (id) => {
      await Promise.any([raiseOnce(id, 0), raiseOnce(id, 0)]);
      for (const n of NUMBERS.slice(1)) await raise(id, n);
    }),
  );
  expect(await heardBy(ids)).toEqual(IN_ORDER);
});
