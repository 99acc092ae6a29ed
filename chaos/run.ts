/**
 * `npm run chaos -- --minutes N`: nodes under load, and a seeded schedule of faults. Afterwards every acknowledged instance
 * must come to its known result, and the invariants must hold. `--seed N`, `--nodes N`, `--rate N` (starts a second),
 * `--json` prints one line.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import postgres, { type Sql } from 'postgres';
import { texts } from '@/db/array-literal';
import { startEmbeddedPostgres } from '@/db/embedded/start-embedded-postgres';
import { violationsAtRest } from '@/db/testing/invariants';
import { drawFault, type World } from './faults';
import { Fleet } from './fleet';
import { type Expected, Load } from './load';
import { seededRandom } from './random';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    nodes: { type: 'string', default: '3' },
    rate: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
  },
});

const LEASE_MS = 1_500;
const PATIENCE_MS = 90_000;
const SQL_OPTIONS = { max: 2, onnotice: () => undefined, max_lifetime: null } as const;

const directory = await mkdtemp(join(tmpdir(), 'perdure-chaos-'));
const options = { directory: join(directory, 'postgres') };
const server = await startEmbeddedPostgres(options);
const sql = postgres(server.url, SQL_OPTIONS);
const random = seededRandom(Number(values.seed));
const fleet = new Fleet(server.url, LEASE_MS);
const load = new Load(fleet, random);
const faults: Record<string, number> = {};
let restarting: Promise<void> = Promise.resolve();

say(`seed ${values.seed}`);
await Promise.all(Array.from({ length: Number(values.nodes) }, () => fleet.grow()));
const endsAt = performance.now() + Number(values.minutes) * 60_000;
await Promise.all([keepStarting(), keepStriking()]);
say('no more faults');
const recoveryMs = await untilAllEnded();
const report = await check();
await fleet.end();
await sql.end({ timeout: 1 });
await server.stop();
await rm(directory, { recursive: true, force: true });
process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `${JSON.stringify(report, null, 2)}\n`);
process.exit(report.violations === 0 && report.lost === 0 && report.deaths === 0 ? 0 : 1);

async function keepStarting(): Promise<void> {
  const starting = new Set<Promise<void>>();
  while (performance.now() < endsAt) {
    const start = load.startOne().finally(() => starting.delete(start));
    starting.add(start);
    await sleep(1_000 / Number(values.rate));
  }
  await Promise.all(starting);
}

async function keepStriking(): Promise<void> {
  const world: World = { fleet, random, leaseMs: LEASE_MS, sql, restartDatabase };
  const striking = new Set<Promise<void>>();
  while (performance.now() < endsAt) {
    const fault = drawFault(random);
    faults[fault.kind] = (faults[fault.kind] ?? 0) + 1;
    if (fleet.nodes.length > 0) {
      const strike = fault
        .strike(world)
        .catch((error) => say(`${fault.kind}: ${error}`))
        .finally(() => striking.delete(strike));
      striking.add(strike);
    }
    await sleep(random.between(100, 900));
  }
  await Promise.all(striking);
}

/** Ends the server as a crash would, and starts it again. One such at a time. */
function restartDatabase(): Promise<void> {
  restarting = restarting.then(crashAndStart);
  return restarting;
}

async function crashAndStart(): Promise<void> {
  const [pid] = (await readFile(join(options.directory, 'data', 'postmaster.pid'), 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGQUIT');
  await sleep(random.between(50, 500));
  await startEmbeddedPostgres(options);
}

/** How long after the last fault all acknowledged instances had ended, with no message under way, in milliseconds. */
async function untilAllEnded(): Promise<number> {
  const startedAt = performance.now();
  await Promise.race([load.settled(), sleep(PATIENCE_MS)]);
  while (performance.now() - startedAt < PATIENCE_MS) {
    // A start that nobody acknowledged may have happened; its events were never raised, so it may wait for ever.
    const ids = texts(load.acknowledged.map(({ instanceId }) => instanceId));
    const [row] = await sql<{ open: number }[]>`
      select ((select count(*) from instances where completed_at is null and instance_id = any(${ids}::text[]))
        + (select count(*) from outbox) + (select count(*) from control_queue))::int as open`;
    if (row?.open === 0) break;
    await sleep(50);
  }
  return Math.round(performance.now() - startedAt);
}

async function check() {
  const found = await violationsAtRest(sql);
  const lost = await lostOf(sql, load.acknowledged);
  for (const violation of [...found, ...lost]) say(violation);
  const [row] = await sql<{ instances: number; activities: number }[]>`
    select (select count(*)::int from instances) as instances,
      (select count(*)::int from history where type = 'TaskCompleted') as activities`;
  const total = Object.values(faults).reduce((sum, count) => sum + count, 0);
  return {
    seed: Number(values.seed),
    faults: total,
    by_kind: faults,
    instances: row?.instances ?? 0,
    acknowledged: load.acknowledged.length,
    activities: row?.activities ?? 0,
    violations: found.length,
    lost: lost.length,
    deaths: fleet.deaths,
    recovery_ms: recoveryMs,
  };
}

async function lostOf(db: Sql, acknowledged: Expected[]): Promise<string[]> {
  const rows = await db<
    { instance_id: string; status: string; output: string | null; waiting_on: string | null; problem: string | null }[]
  >`
    select instance_id, status, output, waiting_on, problem from instances`;
  const byId = new Map(rows.map((row) => [row.instance_id, row]));
  return acknowledged.flatMap(({ instanceId, name, output }) => {
    const row = byId.get(instanceId);
    const actual = row?.output ? valuesOnly(JSON.parse(row.output)) : undefined;
    if (row?.status === 'Completed' && JSON.stringify(actual) === JSON.stringify(output)) return [];
    return [
      `${name} ${instanceId} is ${row?.status ?? 'missing'} with ${row?.output ?? row?.problem ?? row?.waiting_on}`,
    ];
  });
}

/** Where an activity ran is not known beforehand. */
function valuesOnly(output: unknown): unknown {
  return Array.isArray(output) ? output.map((item: { value: number }) => item.value) : output;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
