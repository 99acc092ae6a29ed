/**
 * `npm run soak -- --minutes N`: a steady load of all kinds, two minutes by default, `--rate` instances a second. It says for
 * each tenth of the time what was done, how fast, and what memory and tables grew to; at the end how fast this hub is against
 * a fresh one on the same server, in alternating rounds. `--json` prints one line.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { entityId } from 'perdure';
import { type BenchHub, startBenchServer } from './bench-server';
import * as functions from './functions';
import { helloRate } from './hello-rate';
import { rounded } from './measured';
import { queueHealth } from './queue-health';
import { median, percentile } from './statistics';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    rate: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '7' },
    json: { type: 'boolean', default: false },
  },
});

const WINDOWS = 10;
const TICK_MS = 50;
const COUNTERS = 20;
const N = 2_000;

type Window = {
  minute: number;
  ended: number;
  failed: number;
  p50_ms: number;
  p99_ms: number;
  heap_mib: number;
  rss_mib: number;
};

const server = await startBenchServer();
try {
  const hub = await server.openHub('soaked', [functions]);
  const windows = await soak(hub, Number(values.minutes) * 60_000);
  const fresh = await server.openHub('fresh', [functions]);
  const rates = { fresh: [] as number[], soaked: [] as number[] };
  for (let round = -1; round < Number(values.rounds); round += 1) {
    const [one, other] = [await helloRate(fresh.runtime.client, N), await helloRate(hub.runtime.client, N)];
    if (round < 0) continue;
    rates.fresh.push(one);
    rates.soaked.push(other);
  }
  const [row] = await hub.sql<{ instances: number }[]>`select count(*)::int as instances from instances`;
  const report = {
    minutes: Number(values.minutes),
    instances: row?.instances,
    share_of_fresh: Number((median(rates.soaked) / median(rates.fresh)).toFixed(3)),
    rates,
    windows,
    tables: await queueHealth(hub.sql),
  };
  process.stdout.write(`${JSON.stringify(report, null, values.json ? 0 : 2)}\n`);
  await Promise.all([hub.close(), fresh.close()]);
} finally {
  await server.stop();
}

async function soak(hub: BenchHub, durationMs: number): Promise<Window[]> {
  const windows: Window[] = [];
  const startedAt = performance.now();
  const running = new Set<Promise<void>>();
  let [samples, failed, started]: [number[], number, number] = [[], 0, 0];
  for (let passed = 0; passed < durationMs; passed = performance.now() - startedAt) {
    while (started < (passed / 1_000) * Number(values.rate)) {
      const at = performance.now();
      const one = runOne(hub, started)
        .then(
          () => samples.push(performance.now() - at),
          () => {
            failed += 1;
          },
        )
        .then(() => undefined)
        .finally(() => running.delete(one));
      running.add(one);
      started += 1;
    }
    if (passed > ((windows.length + 1) * durationMs) / WINDOWS) {
      windows.push(windowOf(passed, samples, failed));
      [samples, failed] = [[], 0];
    }
    await sleep(TICK_MS);
  }
  await Promise.all(running);
  windows.push(windowOf(performance.now() - startedAt, samples, failed));
  return windows;
}

function windowOf(passed: number, samples: number[], failed: number): Window {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const window = {
    minute: rounded(passed / 60_000),
    ended: samples.length,
    failed,
    p50_ms: rounded(percentile(samples, 0.5)),
    p99_ms: rounded(percentile(samples, 0.99)),
    heap_mib: Math.round(heapUsed / 1_048_576),
    rss_mib: Math.round(rss / 1_048_576),
  };
  process.stderr.write(`${JSON.stringify(window)}\n`);
  return window;
}

/** Most are plain; some wait for an event or a timer, have children, or ask an entity. */
async function runOne({ runtime: { client } }: BenchHub, index: number): Promise<void> {
  switch (index % 10) {
    case 0: {
      const id = await client.startNew(functions.waiter);
      const ended = client.waitForCompletion(id);
      await client.raiseEvent(id, 'Go', index);
      return expectCompleted((await ended).status);
    }
    case 1:
      await client.callEntity(entityId(functions.counter, `soak-${index % COUNTERS}`), 'add', 1);
      return;
    case 2:
      return expectCompleted((await client.waitForCompletion(await client.startNew(functions.family, 3))).status);
    case 3:
      return expectCompleted((await client.waitForCompletion(await client.startNew(functions.sleeper, 1_000))).status);
    default:
      return expectCompleted((await client.waitForCompletion(await client.startNew(functions.hello))).status);
  }
}

function expectCompleted(status: string): void {
  if (status !== 'Completed') throw new Error(`An instance ended as ${status}.`);
}
