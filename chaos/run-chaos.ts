/** One chaos run: nodes under load, a schedule of faults, a watch over the invariants, and the verdict. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { violationsAtRest } from '@/db/testing/invariants';
import { bundleNode } from './bundle';
import { Fleet } from './fleet';
import { account } from './functions-entities';
import { Hand } from './hand';
import { Load } from './load';
import { seededRandom } from './random';
import { type Percentiles, RecoveryTimes } from './recovery-times';
import { Schedule } from './schedule';
import { ChaosServer } from './server';
import { whatIsStuck } from './stuck';
import { Verdicts } from './verdicts';
import { Watch } from './watch';

export type ChaosOptions = {
  minutes: number;
  seed: number;
  nodes: number;
  /** Instances started a second. */
  rate: number;
  /** Faults a second. */
  faults: number;
  say: (line: string) => void;
};

export type ChaosReport = {
  seed: number;
  minutes: number;
  faults: number;
  by_kind: Record<string, number>;
  instances: number;
  acknowledged: Record<string, number>;
  /** Calls of which the client never knew whether they happened; they were made again. */
  unknown: number;
  activities: number;
  replayed: number;
  purged: number;
  looks: number;
  reads: number;
  violations: number;
  lost: number;
  deaths: number;
  /** How long after the last fault everything had come to its end. */
  settled_ms: number;
  recovery_p50_ms: number;
  recovery_p99_ms: number;
  recovery_by_kind: Record<string, Percentiles>;
};

const LEASE_MS = 3_000;
const PATIENCE_MS = 180_000;
const PURGED_SHARE = 0.8;

/** Instances that are under way at once: more are not started, so that faults meet a fleet that keeps up. */
const UNDER_WAY_MAX = 80;

const PROGRESS_MS = 30_000;

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, say } = options;
  const server = await ChaosServer.start(say);
  const directory = join(server.directory, 'mended');
  await mkdir(directory);
  const random = seededRandom(seed);
  const program = await bundleNode();
  const fleet = new Fleet({ url: server.url, leaseMs: LEASE_MS, program, directory }, seededRandom(seed + 1));
  const { sql } = server;
  const verdicts = new Verdicts(PATIENCE_MS, say);
  const hand = new Hand(fleet, seededRandom(seed + 2));
  const load = new Load({ hand, random: seededRandom(seed + 3), sql, directory, verdicts, purgedShare: PURGED_SHARE });
  const watch = new Watch({ sql, random: seededRandom(seed + 4), load, hand, verdicts });
  const recovery = new RecoveryTimes(sql);
  const schedule = new Schedule({ fleet, random, leaseMs: LEASE_MS, server, sql }, recovery, say);

  for (let count = 0; count < options.nodes; count += 1) await fleet.grow();
  const endsAt = performance.now() + options.minutes * 60_000;
  const watching = [watch.run(), recovery.run()];
  const progress = setInterval(
    () => say(`${schedule.count} faults, ${load.finished} of ${load.started} instances, ${fleet.nodes.length} nodes`),
    PROGRESS_MS,
  );
  await Promise.all([keepStarting(load, options.rate, endsAt), schedule.run(options.faults, endsAt)]);
  say('no more faults');
  const settledMs = await settle({ sql, load, verdicts, say });
  watch.stop();
  await untilQuiet(server);
  recovery.stop();
  load.stop();
  clearInterval(progress);
  await Promise.all(watching);
  for (const violation of [...(await violationsAtRest(sql)), ...(await wrongSums(server, load))])
    verdicts.violated(violation);
  for (const death of fleet.deaths) verdicts.violated(`a node ended by itself: ${death}`);
  const activities = await sql<{ count: number }[]>`
    select count(*)::int as count from history where type = 'TaskCompleted'`;
  await fleet.end();
  await server.stop();
  return {
    seed,
    minutes: options.minutes,
    faults: schedule.count,
    by_kind: schedule.byKind,
    instances: load.finished,
    acknowledged: Object.fromEntries(hand.acknowledged),
    unknown: hand.unknown,
    activities: load.activities + (activities[0]?.count ?? 0),
    replayed: load.replayed,
    purged: load.purged,
    looks: watch.looks,
    reads: watch.reads,
    violations: verdicts.violations.size,
    lost: verdicts.losses.size,
    deaths: fleet.deaths.length,
    settled_ms: settledMs,
    recovery_p50_ms: recovery.all.p50,
    recovery_p99_ms: recovery.all.p99,
    recovery_by_kind: recovery.byKind,
  };
}

async function keepStarting(load: Load, rate: number, endsAt: number): Promise<void> {
  while (performance.now() < endsAt) {
    if (load.instanceIds.length < UNDER_WAY_MAX) load.startOne();
    await sleep(1_000 / rate);
  }
}

type Settling = { sql: Sql; load: Load; verdicts: Verdicts; say: (line: string) => void };

/** Waits until every instance has come to its end, as long as patience lasts. Gives how long that took. */
async function settle({ sql, load, verdicts, say }: Settling): Promise<number> {
  const startedAt = performance.now();
  while (load.instanceIds.length > 0 && performance.now() - startedAt < PATIENCE_MS) await sleep(50);
  for (const name of load.underWay) verdicts.lost(`I15. ${name} has not come to its end`);
  if (load.underWay.length > 0) for (const line of await whatIsStuck(sql, load.instanceIds)) say(line);
  return Math.round(performance.now() - startedAt);
}

/** What was sent is on its way for a moment longer. */
async function untilQuiet({ sql }: ChaosServer): Promise<void> {
  const patientUntil = performance.now() + PATIENCE_MS / 3;
  while (performance.now() < patientUntil) {
    const [row] = await sql<{ left: number }[]>`
      select ((select count(*) from outbox) + (select count(*) from control_queue)
        + (select count(*) from work_items))::int as left`;
    if (row?.left === 0) return;
    await sleep(50);
  }
}

/** Entities whose value is not what was added to them. */
async function wrongSums({ sql }: ChaosServer, { sums }: Load): Promise<string[]> {
  const rows = await sql<
    { instance_id: string; state: string }[]
  >`select instance_id, state from entities where state is not null`;
  const found = new Map(rows.map((row) => [row.instance_id.split('@').at(-1), JSON.parse(row.state).sum as number]));
  return [...sums].flatMap(([key, sum]) => {
    const actual = found.get(key) ?? 0;
    return actual === sum ? [] : [`I21. ${account.name} ${key} is at ${actual}, but ${sum} was added`];
  });
}
