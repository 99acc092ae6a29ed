/**
 * `npm run bench`: the workloads, each on a fresh task hub of a fresh embedded PostgreSQL with its default durability.
 * `--workload NAME` picks some (commas between), `--n N` sizes them, `--rounds N` repeats them (medians are for the
 * reader), `--warm-up N` sets how many instances run before, uncounted (1: cold), `--json` prints a line of JSON for each.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import type { DurableClient } from 'perdure';
import { type BenchHub, startBenchServer } from './bench-server';
import { cpuSeconds } from './cpu';
import * as functions from './functions';
import { type Costs, type Measured, rounded, unitsOf } from './measured';
import { measurePhysicalLimit } from './physical-limit';
import { type Workload, workloads } from './workloads';

const { values } = parseArgs({
  options: {
    workload: { type: 'string' },
    n: { type: 'string' },
    rounds: { type: 'string', default: '1' },
    'warm-up': { type: 'string', default: '200' },
    json: { type: 'boolean', default: false },
  },
});

const wanted = values.workload?.split(',');
const chosen = workloads.filter(({ name }) => wanted?.includes(name) ?? true);
if (chosen.length < (wanted?.length ?? 1)) {
  process.stderr.write(`The workloads are ${workloads.map(({ name }) => name).join(', ')}.\n`);
  process.exit(2);
}

const server = await startBenchServer();
const results: object[] = [];
try {
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const workload of chosen) report(await runOnFreshHub(workload, `round_${round}_${workload.name}`));
  }
  if (!values.json) console.table(results);
} finally {
  await server.stop();
}

function report(result: object): void {
  results.push(result);
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
}

async function runOnFreshHub(workload: Workload, database: string): Promise<object> {
  const hub = await server.openHub(database, [functions], workload.options);
  try {
    await warmUp(hub.runtime.client, Number(values['warm-up']));
    await hub.sql`checkpoint`;
    const result = await withCosts(() => workload.run(hub.runtime.client, Number(values.n ?? workload.n)));
    await hub.stopNode();
    return { ...result, ...(await againstLimit(hub, result)) };
  } finally {
    await hub.close();
  }
}

/** A server is measured as it runs, not as it compiles its code: some instances of three activities are not counted. */
async function warmUp(client: DurableClient, instances: number): Promise<void> {
  const ids = await Promise.all(Array.from({ length: instances }, () => client.startNew(functions.hello)));
  await Promise.all(ids.map((id) => client.waitForCompletion(id)));
}

async function withCosts(run: () => Promise<Measured>): Promise<Measured & Costs> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const before = cpuSeconds(server.postmaster);
  delay.enable();
  const result = await run();
  delay.disable();
  const after = cpuSeconds(server.postmaster);
  const cpuMs = before === null || after === null ? null : (after - before) * 1_000;
  return {
    ...result,
    cpu_ms_each: cpuMs === null ? null : Number((cpuMs / unitsOf(result)).toFixed(3)),
    loop_p99_ms: rounded(delay.percentile(99) / 1_000_000),
  };
}

/** The workloads that have one are set against what the database can do at the most, measured right after. No node may run. */
async function againstLimit({ sql, partitions }: BenchHub, result: Measured): Promise<object> {
  if (!['hello', 'chain', 'latency'].includes(result.workload)) return {};
  const limit = await measurePhysicalLimit(sql, partitions, 2_000);
  if (result.workload === 'hello') {
    const share = (result.activities_per_s ?? 0) / limit.activities_per_s;
    return { limit_activities_per_s: limit.activities_per_s, share_of_limit: Number(share.toFixed(2)) };
  }
  return { commit_ms: limit.commit_ms, p50_to_commit: rounded((result.p50_ms ?? 0) / limit.commit_ms) };
}
