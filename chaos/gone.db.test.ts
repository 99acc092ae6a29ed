/** Nodes whose process has ended are known by their sessions; those that only lost a connection keep what they own. */
import postgres, { type Sql } from 'postgres';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/testing/create-test-database';
import { until } from '@/db/testing/until';
import { CommandRefused, type NodeProcess, startNodeProcess } from './node-process';

/** Longer than any of these tests may take. */
const LEASE_MS = 600_000;
const PATIENCE_MS = 60_000;

let database: TestDatabase;
let sql: Sql;
let nodes: NodeProcess[];

vi.setConfig({ testTimeout: 2 * PATIENCE_MS });

beforeEach(async () => {
  database = await createTestDatabase();
  sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  nodes = [];
  for (const _ of ['one', 'other']) nodes.push(await startNodeProcess(database.url, LEASE_MS));
  await until(
    'both have a session and their share',
    async () => (await owners()).size === 2 && (await sessions()) === 2,
  );
});

afterEach(async () => {
  await Promise.all(nodes.map((node) => node.end()));
  await sql.end();
  await database.drop();
});

const partitions = () =>
  sql<{ partition_id: number; owner: string }[]>`select partition_id, owner from partitions order by partition_id`;

const owners = async () => new Set((await partitions()).flatMap(({ owner }) => owner ?? []));

const sessions = async () => (await sql`select from nodes where session is not null`).length;

/** A connection that was cut may be found out by the start itself, which may have happened. */
const isStarted = async (instanceId: string) => {
  const told = nodes[0]?.tell({ do: 'start', name: 'SlowChain', input: 2, instanceId });
  return told?.then(
    () => true,
    (error: unknown) => error instanceof CommandRefused && error.code === 'instance-exists',
  );
};

test('the instances of a killed node go on in another one, long before its lease ends', async () => {
  const [killed, left] = nodes as [NodeProcess, NodeProcess];
  const ids = Array.from({ length: 12 }, (_, index) => `left-${index}`);
  for (const instanceId of ids) await killed.tell({ do: 'start', name: 'SlowChain', input: 40, instanceId });
  killed.signal('SIGKILL');
  await until(
    'all have completed',
    async () => (await sql`select from instances where status = 'Completed'`).length === ids.length,
    PATIENCE_MS,
  );
  expect((await owners()).size).toBe(1);
  expect(left.isAlive()).toBe(true);
});

test('nodes that lose all their connections come back to what they own', async () => {
  const before = await partitions();
  const sessionsBefore = await sql`select session from nodes order by session`;
  for (const _ of ['once', 'again']) {
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name like 'perdure/node-%'`;
    await until('both have new sessions', async () => {
      const now = await sql`select session from nodes order by session`;
      return now.every(({ session }) => !sessionsBefore.some((old) => old['session'] === session));
    });
    await until('a start is acknowledged', () => isStarted(`after ${_}`));
  }
  expect(await partitions()).toEqual(before);
});
