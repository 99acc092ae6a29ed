/**
 * `npm run bench:waiting`: instances that only wait, half for an event and half for a timer far away. What they cost the
 * node: memory beyond what it held before, and processor time while nothing happens; and how fast one is woken.
 * `--n N`, `--seconds N` (of watching), `--json`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startBenchServer } from './bench-server';
import { cpuSeconds } from './cpu';
import * as functions from './functions';
import { rounded } from './measured';
import { median } from './statistics';

const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
  },
});

const AT_ONCE = 2_000;
const WOKEN = 50;
const FAR_AWAY_MS = 24 * 60 * 60 * 1_000;

const server = await startBenchServer();
try {
  const hub = await server.openHub('waiting', [functions]);
  const { client } = hub.runtime;
  const before = heldMib();
  const n = Number(values.n);
  const ids: string[] = [];
  for (let from = 0; from < n; from += AT_ONCE) {
    const length = Math.min(AT_ONCE, n - from);
    ids.push(...(await Promise.all(Array.from({ length }, (_, index) => startOne(from + index)))));
  }
  await untilAllWait(n);
  const grown = heldMib() - before;
  const idle = await idleShare(Number(values.seconds));
  const samples: number[] = [];
  for (const id of ids.filter((_, index) => index % (2 * Math.ceil(n / (2 * WOKEN))) === 0)) {
    const startedAt = performance.now();
    await client.raiseEvent(id, 'Go', 1);
    await client.waitForCompletion(id);
    samples.push(performance.now() - startedAt);
  }
  const report = { waiting: n, grown_mib: grown, idle_cpu_share: idle, woken_p50_ms: rounded(median(samples)) };
  process.stdout.write(`${JSON.stringify(report, null, values.json ? 0 : 2)}\n`);
  await hub.close();

  function startOne(index: number): Promise<string> {
    return index % 2 === 0 ? client.startNew(functions.waiter) : client.startNew(functions.sleeper, FAR_AWAY_MS);
  }

  async function untilAllWait(count: number): Promise<void> {
    for (;;) {
      const [row] = await hub.sql<{ waiting: number }[]>`
        select count(*)::int as waiting from instances where status = 'Running'`;
      if (row?.waiting === count) return;
      await sleep(100);
    }
  }
} finally {
  await server.stop();
}

function heldMib(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 1_048_576);
}

/** Of one processor, by this process and the database's. */
async function idleShare(seconds: number): Promise<number | null> {
  const before = cpuSeconds(server.postmaster);
  await sleep(seconds * 1_000);
  const after = cpuSeconds(server.postmaster);
  return before === null || after === null ? null : Number(((after - before) / seconds).toFixed(4));
}
