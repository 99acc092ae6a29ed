import type { Sql } from 'postgres';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connect } from './connect';
import { createTestDatabase, type TestDatabase } from './testing/create-test-database';
import { transaction } from './transaction';

/** What the driver puts on one connection at once, by default. */
const PIPELINE_MAX = 100;

let database: TestDatabase;
let clients: Sql[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const sql = await client(1);
  await sql`create table kept (n int primary key)`;
});

afterEach(async () => {
  await Promise.all(clients.map((sql) => sql.end({ timeout: 1 })));
  clients = [];
});

afterAll(() => database.drop());

async function client(connectionsMax: number): Promise<Sql> {
  const sql = await connect(database.url, { node: 'test', role: 'transaction', connectionsMax });
  clients.push(sql);
  return sql;
}

async function kept(from: number, to: number): Promise<number[]> {
  const sql = await client(1);
  const rows = await sql<{ n: number }[]>`select n from kept where n between ${from} and ${to} order by n`;
  return rows.map((row) => row.n);
}

/** Queues as many statements as leave room for one more in the only connection's pipeline. */
function fillPipeline(sql: Sql): Promise<unknown> {
  return Promise.all(Array.from({ length: PIPELINE_MAX }, () => sql`select pg_sleep(0.001)`.execute()));
}

test('commits what the body wrote and gives its result', async () => {
  const sql = await client(2);
  expect(await transaction(sql, async (tx) => [await tx`insert into kept values (1)`, 'done'][1])).toBe('done');
  expect(await kept(1, 9)).toEqual([1]);
});

test('undoes everything when the body throws, and the connection is as good as new', async () => {
  const sql = await client(1);
  const attempt = transaction(sql, async (tx) => {
    await tx`insert into kept values (11)`;
    await tx`insert into kept values (11)`;
  });
  await expect(attempt).rejects.toMatchObject({ code: '23505' });
  await transaction(sql, (tx) => tx`insert into kept values (12)`);
  expect(await kept(11, 19)).toEqual([12]);
});

test('T1. BEGIN as the statement that fills the pipeline: nothing acknowledged is lost', async () => {
  const sql = await client(1);
  const filling = fillPipeline(sql);
  await transaction(sql, (tx) => tx`insert into kept values (21)`);
  await sql`insert into kept values (22)`;
  await filling;
  expect(await kept(21, 29)).toEqual([21, 22]);
});

test('T1. many transactions among many statements all commit', async () => {
  const sql = await client(3);
  const statements = Array.from({ length: 297 }, () => sql`select 1`.execute());
  const transactions = Array.from({ length: 80 }, (_, index) =>
    transaction(sql, (tx) => tx`insert into kept values (${100 + index})`),
  );
  await Promise.all([...statements, ...transactions]);
  expect(await kept(100, 199)).toHaveLength(80);
});

test('T2. a connection lost between two statements: the second does not run outside the transaction', async () => {
  const sql = await client(2);
  const bystander = await client(1);
  const attempt = transaction(sql, async (tx) => {
    const [backend] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
    await tx`insert into kept values (41)`;
    await bystander`select pg_terminate_backend(${backend?.pid ?? 0}, 5000)`;
    await bystander`select pg_sleep(0.05)`;
    await tx`insert into kept values (42)`;
  });
  await expect(attempt).rejects.toMatchObject({ name: 'DatabaseUnavailable' });
  expect(await kept(41, 49)).toEqual([]);
});

test('T3. a connection lost under a statement is not used again; the client goes on with a new one', async () => {
  const sql = await client(1);
  const attempt = transaction(sql, async (tx) => {
    await tx`insert into kept values (51)`;
    await tx`select pg_terminate_backend(pg_backend_pid())`;
  });
  await expect(attempt).rejects.toThrow();
  // Reconnecting, the driver reports the old connection's last error once more, on whatever comes first.
  await sql`select 1`.catch(() => undefined);
  await transaction(sql, (tx) => tx`insert into kept values (52)`);
  expect(await kept(51, 59)).toEqual([52]);
});
