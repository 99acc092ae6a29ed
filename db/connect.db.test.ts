import { once } from 'node:events';
import { createServer } from 'node:net';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConnectOptions, connect } from './connect';
import { createTestDatabase, type TestDatabase } from './testing/create-test-database';

const OPTIONS: ConnectOptions = { node: 'n1', role: 'hub', connectionsMax: 1 };

let database: TestDatabase;
let admin: Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = postgres(database.url, { max: 1, onnotice: () => undefined });
});

afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** The database's URL with one part changed. */
function changed(part: 'hostname' | 'port' | 'password' | 'pathname', value: string): string {
  const url = new URL(database.url);
  url[part] = value;
  return url.href;
}

test('K1. each session carries its name and its limits', async () => {
  const sql = await connect(database.url, OPTIONS);
  const [session] = await sql`
    select current_setting('application_name') as name, current_setting('statement_timeout') as statement,
           current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle`;
  await sql.end();
  expect(session).toEqual({ name: 'perdure/n1/hub', statement: '30s', lock: '5s', idle: '10s' });
});

test('K2. a server that forgets acknowledged commits is refused, unless that is accepted', async () => {
  const name = new URL(database.url).pathname.slice(1);
  await admin`alter database ${admin(name)} set synchronous_commit = off`;
  await expect(connect(database.url, OPTIONS)).rejects.toThrow(
    /synchronous_commit is "off".*PERDURE_ALLOW_ASYNC_COMMIT/,
  );
  const accepted = await connect(database.url, { ...OPTIONS, allowAsyncCommit: true });
  await accepted.end();
  await admin`alter database ${admin(name)} reset synchronous_commit`;
});

test('a read-only database is refused', async () => {
  const name = new URL(database.url).pathname.slice(1);
  await admin`alter database ${admin(name)} set default_transaction_read_only = on`;
  await expect(connect(database.url, OPTIONS)).rejects.toThrow(/read-only/);
  await admin.unsafe(
    `set default_transaction_read_only = off; alter database ${name} reset default_transaction_read_only`,
  );
});

test('a closed port, a wrong password, an unknown database and no URL each get a sentence of their own', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const closedPort = typeof address === 'object' ? String(address?.port) : '';
  server.close();

  const sentences: [url: string, sentence: RegExp][] = [
    [changed('port', closedPort), /^No PostgreSQL answers at 127\.0\.0\.1:\d+: start it, or correct DATABASE_URL\.$/],
    [changed('password', 'guessed'), /refuses the password of user "perdure"/],
    [changed('pathname', '/nowhere'), /There is no database "nowhere"/],
    ['not a url', /DATABASE_URL is not a URL/],
  ];
  for (const [url, sentence] of sentences) {
    await expect(connect(url, OPTIONS)).rejects.toMatchObject({
      name: 'DatabaseUnavailable',
      message: expect.stringMatching(sentence),
    });
  }
});

test('an unknown host is named', async () => {
  await expect(connect(changed('hostname', 'database.invalid'), OPTIONS)).rejects.toThrow(/database\.invalid/);
});
