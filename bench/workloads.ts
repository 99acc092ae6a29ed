/** The workloads: each runs through the public client, checks its results, and says what it measured. */
import { type DurableClient, entityId } from 'perdure';
import type { HubOptions } from '@/server/hub/hub-options';
import { atOnce, chain, counter, family, fanout, hello, marks, one, pauses, waiter } from './functions';
import { type Measured, measured, rounded } from './measured';

export type Workload = {
  name: string;
  n: number;
  /** Where the node needs others than the default ones. */
  options?: Partial<HubOptions>;
  run(client: DurableClient, n: number): Promise<Measured>;
};

const EDGE = 200;
const CALLS_IN_TURN = 200;

export const workloads: Workload[] = [
  { name: 'hello', n: 2_000, run: runHello },
  { name: 'fanout', n: 1_000, run: runFanout },
  { name: 'chain', n: 200, run: (client, n) => runChain('chain', client, n) },
  { name: 'latency', n: 200, run: runLatency },
  { name: 'events', n: 500, run: runEvents },
  { name: 'long', n: 5_000, run: (client, n) => runChain('long', client, n) },
  { name: 'wide', n: 10_000, run: runWide },
  { name: 'entity', n: 10_000, run: runEntity },
  { name: 'children', n: 200, run: runChildren },
  { name: 'pauses', n: 2_000, options: { maxConcurrentActivityFunctions: 2_000 }, run: runPauses },
];

/** `n` instances of three activities in sequence, started as fast as possible. */
async function runHello(client: DurableClient, n: number): Promise<Measured> {
  const { seconds, value } = await timed(() =>
    Promise.all(Array.from({ length: n }, async () => resultOf(client, await client.startNew(hello)))),
  );
  for (const result of value) expect(result, ['Hello', ' ', 'World!']);
  return measured('hello', n, seconds, { activities: 3 * n, instances: n });
}

/** One instance that waits for `n` activities at once. */
async function runFanout(client: DurableClient, n: number): Promise<Measured> {
  const { seconds, value } = await timed(async () => resultOf(client, await client.startNew(fanout, n)));
  expect(value, n);
  return measured('fanout', n, seconds, { activities: n });
}

/** The same, as wide as it gets, with an eye on memory. */
async function runWide(client: DurableClient, n: number): Promise<Measured> {
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  const result = await runFanout(client, n).finally(() => clearInterval(watch));
  return { ...result, workload: 'wide', grown_mib: Math.round((most - before) / 1_048_576) };
}

/** One instance that waits for `n` activities of 100 ms. */
async function runPauses(client: DurableClient, n: number): Promise<Measured> {
  atOnce.most = 0;
  const { seconds, value } = await timed(async () => resultOf(client, await client.startNew(pauses, n)));
  expect(value, n);
  return { ...measured('pauses', n, seconds, { activities: n }), at_once: atOnce.most };
}

/** `n` instances that each call ten sub-orchestrations of one activity at once. */
async function runChildren(client: DurableClient, n: number): Promise<Measured> {
  const { seconds, value } = await timed(() =>
    Promise.all(Array.from({ length: n }, async () => resultOf(client, await client.startNew(family, 10)))),
  );
  for (const result of value) expect(result, 10);
  return measured('children', n, seconds, { activities: 10 * n, instances: 11 * n });
}

/** One instance of `n` activities in sequence. */
async function runChain(name: string, client: DurableClient, n: number): Promise<Measured> {
  marks.length = 0;
  const { seconds, value } = await timed(async () => resultOf(client, await client.startNew(chain, n)));
  expect(value, n - 1);
  const gaps = marks.slice(1).map((mark, index) => mark - (marks[index] ?? mark));
  const result = measured(name, n, seconds, { activities: n, samples: gaps });
  if (name !== 'long') return result;
  const [first, last] = [spanMs(0, EDGE), spanMs(n - EDGE, n)];
  return { ...result, first200_ms: first, last200_ms: last, last_to_first: rounded(last / first) };
}

function spanMs(from: number, to: number): number {
  return rounded((marks[to - 1] ?? 0) - (marks[from] ?? 0));
}

/** `n` instances of one activity, one after the other: from the call of start to the result. */
async function runLatency(client: DurableClient, n: number): Promise<Measured> {
  const samples: number[] = [];
  const { seconds } = await timed(async () => {
    for (let index = 0; index < n; index += 1) {
      const { seconds: sample, value } = await timed(async () => resultOf(client, await client.startNew(one, index)));
      expect(value, index);
      samples.push(sample * 1_000);
    }
  });
  return measured('latency', n, seconds, { activities: n, instances: n, samples });
}

/** `n` instances that wait for an event: from the first event to the last result. */
async function runEvents(client: DurableClient, n: number): Promise<Measured> {
  const ids = await Promise.all(Array.from({ length: n }, () => client.startNew(waiter)));
  const { seconds, value } = await timed(() =>
    Promise.all(
      ids.map(async (id, index) => {
        const result = resultOf(client, id);
        await client.raiseEvent(id, 'Go', index);
        return result;
      }),
    ),
  );
  for (const [index, result] of value.entries()) expect(result, index);
  return measured('events', n, seconds, { instances: n });
}

/** `n` calls of one entity, as fast as possible, all results awaited; then one call after the other. */
async function runEntity(client: DurableClient, n: number): Promise<Measured> {
  const id = entityId(counter, 'bench');
  const { seconds, value } = await timed(() =>
    Promise.all(Array.from({ length: n }, () => client.callEntity(id, 'add', 1))),
  );
  expect(value.at(-1), n);
  const samples: number[] = [];
  for (let index = 0; index < CALLS_IN_TURN; index += 1) {
    samples.push((await timed(() => client.callEntity(id, 'add', 1))).seconds * 1_000);
  }
  return { ...measured('entity', n, seconds, { samples }), operations_per_s: Math.round(n / seconds) };
}

async function resultOf(client: DurableClient, instanceId: string): Promise<unknown> {
  const { status, output, failure } = await client.waitForCompletion(instanceId);
  if (status !== 'Completed') throw new Error(`Instance ${instanceId} ended as ${status}: ${failure?.message}`);
  return output;
}

function expect(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) === JSON.stringify(expected)) return;
  throw new Error(`The result is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}.`);
}

async function timed<T>(body: () => Promise<T>): Promise<{ seconds: number; value: T }> {
  const startedAt = performance.now();
  const value = await body();
  return { seconds: (performance.now() - startedAt) / 1_000, value };
}
