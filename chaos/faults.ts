/** What can go wrong, done to a running fleet. Each fault resolves when its damage is done and mended. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from 'postgres';
import type { Fleet } from './fleet';
import type { Random } from './random';

export type World = {
  fleet: Fleet;
  random: Random;
  leaseMs: number;
  /** Superuser's connections to the server. */
  sql: Sql;
  restartDatabase(): Promise<void>;
};

export type Fault = { kind: string; weight: number; strike(world: World): Promise<void> };

const FAULTS: Fault[] = [
  { kind: 'kill', weight: 4, strike: ({ fleet, random }) => fleet.replace(random.pick(fleet.nodes)) },
  { kind: 'freeze', weight: 4, strike: freeze },
  { kind: 'backend', weight: 8, strike: terminateBackend },
  { kind: 'all-backends', weight: 1, strike: terminateAllBackends },
  { kind: 'database', weight: 1, strike: ({ restartDatabase }) => restartDatabase() },
];

/** Stops a node for longer or shorter than its lease, and lets it go on as if nothing had been. */
async function freeze({ fleet, random, leaseMs }: World): Promise<void> {
  const node = random.pick(fleet.nodes);
  node.signal('SIGSTOP');
  await sleep(random.between(0.3 * leaseMs, 2.5 * leaseMs));
  node.signal('SIGCONT');
}

async function terminateBackend({ sql, random }: World): Promise<void> {
  const backends = await sql<{ pid: number }[]>`
    select pid from pg_stat_activity where application_name like 'perdure/node-%' order by pid`;
  if (backends.length > 0) await sql`select pg_terminate_backend(${random.pick(backends).pid})`;
}

async function terminateAllBackends({ sql }: World): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'perdure/node-%'`;
}

/** Draws a fault, the likelier ones more often. */
export function drawFault(random: Random): Fault {
  const total = FAULTS.reduce((sum, { weight }) => sum + weight, 0);
  let left = random.next() * total;
  for (const fault of FAULTS) {
    left -= fault.weight;
    if (left < 0) return fault;
  }
  return FAULTS[0] as Fault;
}
