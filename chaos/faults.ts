/**
 * What can go wrong, done to a running fleet. A strike gives what it struck once its damage is done, and what goes on by
 * itself; null where there was nothing to strike, which counts for nothing.
 */
import type { Sql } from 'postgres';
import { COPYABLE, forwardAgain, sendAgain } from './duplicates';
import type { Fleet, FleetNode } from './fleet';
import type { Random } from './random';
import type { ChaosServer } from './server';

export type World = {
  fleet: Fleet;
  random: Random;
  leaseMs: number;
  server: ChaosServer;
  /** Superuser's connections to the server. */
  sql: Sql;
};

/** Whose partitions are affected, by the node's id. `over` resolves when nothing of it is left. */
type Strike = { struck: string | 'all' | 'none'; over?: Promise<unknown> };

export type Fault = {
  kind: string;
  weight: number;
  /** Not more often than this, as it takes the whole database away. */
  everyMs?: number;
  strike(world: World, node: FleetNode): Promise<Strike | null>;
};

/** Statements that make something durable, each by itself. */
const CHECKPOINT = /^select checkpoint\(/;
const WRITES =
  /checkpoint\(|insert into control_queue|receive_messages|delete from work_items|update work_items|insert into suspects/;

/** How long a statement to be cut is waited for. */
const TRAP_MS = 1_500;

export const FAULTS: readonly Fault[] = [
  { kind: 'kill', weight: 2, strike: kill },
  { kind: 'freeze', weight: 3, strike: freeze },
  { kind: 'stall', weight: 2, strike: stall },
  { kind: 'backend', weight: 28, strike: terminateBackend },
  { kind: 'all-backends', weight: 1, strike: terminateAllBackends },
  { kind: 'database-crash', weight: 0.5, everyMs: 20_000, strike: crash },
  { kind: 'disk-full-log', weight: 0.2, everyMs: 60_000, strike: fillLog },
  { kind: 'disk-full-queues', weight: 0.4, everyMs: 30_000, strike: fillQueues },
  { kind: 'answer-lost', weight: 14, strike: cutAt(CHECKPOINT, 'answer') },
  { kind: 'any-answer-lost', weight: 8, strike: cutAt(WRITES, 'answer') },
  { kind: 'request-lost', weight: 6, strike: cutAt(WRITES, 'request') },
  { kind: 'request-torn', weight: 4, strike: cutAt(WRITES, 'half') },
  { kind: 'node-cut', weight: 9, strike: cutNode },
  { kind: 'black-hole', weight: 3, strike: swallow },
  { kind: 'half-open', weight: 0.7, strike: forget },
  { kind: 'slow', weight: 4, strike: slowDown },
  { kind: 'duplicates', weight: 14, strike: duplicate },
  { kind: 'forwarded-again', weight: 4, strike: forward },
];

/** A node takes its time to start: three are left. */
async function kill({ fleet }: World, node: FleetNode): Promise<Strike | null> {
  if (fleet.nodes.length < 4) return null;
  await fleet.replace(node);
  return { struck: node.nodeId };
}

/** Stops a node for longer or shorter than its lease, and lets it go on as if nothing had been. */
function freeze({ random, leaseMs }: World, node: FleetNode): Promise<Strike> {
  node.signal('SIGSTOP');
  const over = pause(random.between(0.3 * leaseMs, 2.5 * leaseMs)).then(() => node.signal('SIGCONT'));
  return Promise.resolve({ struck: node.nodeId, over });
}

/** Its only thread is busy, for once in ten times very long. */
function stall({ random }: World, node: FleetNode): Promise<Strike> {
  const ms = random.next() < 0.1 ? random.between(5_000, 20_000) : random.between(1_000, 4_000);
  const over = node.tell({ do: 'stall', ms }).catch(() => {});
  return Promise.resolve({ struck: node.nodeId, over });
}

async function terminateBackend({ sql, random }: World): Promise<Strike | null> {
  const backends = await sql<{ pid: number; node: string }[]>`
    select pid, split_part(application_name, '/', 2) as node from pg_stat_activity
    where application_name like 'perdure/node-%' order by pid`;
  if (backends.length === 0) return null;
  const { pid, node } = random.pick(backends);
  await sql`select pg_terminate_backend(${pid})`;
  return { struck: node };
}

async function terminateAllBackends({ sql }: World): Promise<Strike | null> {
  const ended = await sql`
    select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'perdure/node-%'`;
  return ended.length === 0 ? null : { struck: 'all' };
}

function crash({ server, random }: World): Promise<Strike> {
  return Promise.resolve({ struck: 'all', over: server.crash(random.between(50, 1_000)) });
}

/** PostgreSQL ends where its log cannot grow; it is made to need more of it at once. */
function fillLog({ server, random, sql }: World): Promise<Strike | null> {
  const { disks } = server;
  if (disks === null) return Promise.resolve(null);
  const write = async () => {
    for (;;) await sql`select pg_switch_wal(), pg_logical_emit_message(false, 'chaos', repeat('x', 100000))`;
  };
  return Promise.resolve({ struck: 'all', over: server.fill(disks.log, random.between(500, 1_500), write) });
}

function fillQueues({ server, random }: World): Promise<Strike | null> {
  const { disks } = server;
  if (disks === null) return Promise.resolve(null);
  const over = server.fill(disks.queues, random.between(500, 2_000), () => new Promise(() => {}));
  return Promise.resolve({ struck: 'all', over });
}

function cutAt(pattern: RegExp, cut: 'answer' | 'request' | 'half'): Fault['strike'] {
  return async (_, node) => ((await node.network.cutAt(pattern, cut, TRAP_MS)) ? { struck: node.nodeId } : null);
}

function cutNode(_: World, node: FleetNode): Promise<Strike | null> {
  return Promise.resolve(node.network.cutAll() === 0 ? null : { struck: node.nodeId });
}

function swallow({ random, leaseMs }: World, node: FleetNode): Promise<Strike> {
  const then = random.pick(['through', 'cut'] as const);
  const over = node.network.swallow(random.between(0.2 * leaseMs, 2 * leaseMs), then);
  return Promise.resolve({ struck: node.nodeId, over });
}

function forget(_: World, node: FleetNode): Promise<Strike | null> {
  return Promise.resolve(node.network.forget() === 0 ? null : { struck: node.nodeId });
}

function slowDown({ random }: World, node: FleetNode): Promise<Strike> {
  const over = node.network.slowDown(random.between(20, 300), random.between(500, 3_000));
  return Promise.resolve({ struck: node.nodeId, over });
}

async function duplicate({ sql, random }: World): Promise<Strike | null> {
  const copies = 1 + Math.floor(random.next() * 4);
  return (await sendAgain(sql, COPYABLE, copies)) === 0 ? null : { struck: 'none' };
}

async function forward({ sql }: World): Promise<Strike | null> {
  return (await forwardAgain(sql)) === 0 ? null : { struck: 'none' };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
