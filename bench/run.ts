/**
 * `npm run bench`: the workloads, each on a fresh task hub of a fresh embedded PostgreSQL with its default durability.
 * `--workload NAME` picks one, `--n N` sizes it, `--rounds N` repeats it (medians are for the reader),
 * `--warm-up N` sets how many instances run before, uncounted (1: cold), `--json` prints a line of JSON for each.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { DurableClient } from 'perdure';
import postgres from 'postgres';
import { startEmbeddedPostgres } from '@/db/embedded/start-embedded-postgres';
import { readEnv } from '@/server/env';
import { openRuntime } from '@/server/runtime';
import * as functions from './functions';
import { type Measured, type Workload, workloads } from './workloads';

const { values } = parseArgs({
  options: {
    workload: { type: 'string' },
    n: { type: 'string' },
    rounds: { type: 'string', default: '1' },
    'warm-up': { type: 'string', default: '200' },
    json: { type: 'boolean', default: false },
  },
});

const chosen = workloads.filter(({ name }) => values.workload === undefined || name === values.workload);
if (chosen.length === 0) {
  process.stderr.write(`There is no workload '${values.workload}': ${workloads.map(({ name }) => name).join(', ')}.\n`);
  process.exit(2);
}

const directory = await mkdtemp(join(tmpdir(), 'perdure-bench-'));
const server = await startEmbeddedPostgres({ directory: join(directory, 'postgres'), temporary: true });
const results: Measured[] = [];
try {
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const workload of chosen) {
      const result = await runOnFreshHub(workload, `round_${round}_${workload.name}`);
      results.push(result);
      if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    }
  }
  if (!values.json) console.table(results);
} finally {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}

/** A server is measured as it runs, not as it compiles its code: some instances of three activities are not counted. */
async function warmUp(client: DurableClient, instances: number): Promise<void> {
  const ids = await Promise.all(Array.from({ length: instances }, () => client.startNew(functions.hello)));
  await Promise.all(ids.map((id) => client.waitForCompletion(id)));
}

async function runOnFreshHub(workload: Workload, database: string): Promise<Measured> {
  const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
  await admin`create database ${admin(database)}`;
  const env = readEnv({
    ...process.env,
    DATABASE_URL: new URL(`/${database}`, server.url).href,
    PERDURE_LOG_LEVEL: process.env['PERDURE_LOG_LEVEL'] ?? 'warn',
  });
  const runtime = await openRuntime(env, [functions]);
  try {
    await warmUp(runtime.client, Number(values['warm-up']));
    await admin`checkpoint`;
    return await workload.run(runtime.client, Number(values.n ?? workload.n));
  } finally {
    await runtime.stop();
    await admin.end();
  }
}
