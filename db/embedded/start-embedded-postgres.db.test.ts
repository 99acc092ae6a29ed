import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clusterAt, lastServer } from './cluster';
import { stopServer } from './launch-server';
import { startEmbeddedPostgres } from './start-embedded-postgres';

let directory: string;
let clients: Sql[];

beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'perdure-embedded-')), 'postgres');
  clients = [];
});

afterEach(async () => {
  await Promise.all(clients.map((sql) => sql.end({ timeout: 0 })));
  if (existsSync(clusterAt(directory).data)) await stopServer(clusterAt(directory));
  await rm(join(directory, '..'), { recursive: true, force: true });
});

function client(url: string): Sql {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
  clients.push(sql);
  return sql;
}

async function serverPid(): Promise<number> {
  return (await lastServer(clusterAt(directory)))?.pid ?? Number.NaN;
}

/** Another process that starts the server and prints its URL. */
async function otherProcess(): Promise<{ child: ChildProcess; url: string }> {
  const program = `
    import { startEmbeddedPostgres } from './db/embedded/start-embedded-postgres.ts';
    console.log((await startEmbeddedPostgres({ directory: process.argv[1] })).url);`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program, directory];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [url] = await once(child.stdout, 'data');
  return { child, url: String(url).trim() };
}

test('a fresh start listens on loopback, asks for the password and keeps commits safe', async () => {
  const server = await startEmbeddedPostgres({ directory });
  const [row] = await client(server.url)`
    select current_setting('listen_addresses') as listen, current_setting('fsync') as fsync,
           current_setting('synchronous_commit') as commits, current_setting('unix_socket_directories') as sockets`;
  expect(row).toEqual({ listen: '127.0.0.1', fsync: 'on', commits: 'on', sockets: '' });

  const wrong = new URL(server.url);
  wrong.password = 'guessed';
  await expect(client(wrong.href)`select 1`).rejects.toMatchObject({ code: '28P01' });
  expect((await stat(join(directory, 'password'))).mode & 0o777).toBe(0o600);
  await server.stop();
});

test('E1. starts at the same moment share one server', async () => {
  const [other, ...servers] = await Promise.all([
    otherProcess(),
    startEmbeddedPostgres({ directory }),
    startEmbeddedPostgres({ directory }),
  ]);
  expect(new Set([other.url, ...servers.map((server) => server.url)]).size).toBe(1);
  other.child.kill('SIGKILL');
});

test('E2. a server whose starter was killed is found, with its data', async () => {
  const { child, url } = await otherProcess();
  await client(url)`create table kept as select 42 as answer`;
  const pid = await serverPid();
  child.kill('SIGKILL');
  await once(child, 'exit');

  const server = await startEmbeddedPostgres({ directory });
  expect(await serverPid()).toBe(pid);
  expect(await client(server.url)`select answer from kept`).toEqual([{ answer: 42 }]);
});

test('E3. a killed server comes back with all that was committed', async () => {
  const { url } = await startEmbeddedPostgres({ directory });
  const sql = client(url);
  await sql`create table kept (answer int)`;
  await sql`insert into kept values (42)`;
  const killed = await serverPid();
  process.kill(killed, 'SIGKILL');

  const server = await startEmbeddedPostgres({ directory });
  expect(await serverPid()).not.toBe(killed);
  expect(server.url).toBe(url);
  expect(await client(server.url)`select answer from kept`).toEqual([{ answer: 42 }]);
});

test('E3. a lock file whose process number now belongs to another program does not stop the start', async () => {
  const first = await startEmbeddedPostgres({ directory });
  await first.stop();
  const { data } = clusterAt(directory);
  await writeFile(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n1\n${new URL(first.url).port}\n`);

  const server = await startEmbeddedPostgres({ directory });
  expect(await client(server.url)`select 1 as up`).toEqual([{ up: 1 }]);
});

test('E4. the last to stop using the server stops it', async () => {
  const first = await startEmbeddedPostgres({ directory });
  const second = await startEmbeddedPostgres({ directory });
  await first.stop();
  expect(await client(second.url)`select 1 as up`).toEqual([{ up: 1 }]);
  await second.stop();
  await expect(client(second.url)`select 1`).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('the port is kept, and chosen anew when somebody else has taken it', async () => {
  const first = await startEmbeddedPostgres({ directory });
  await first.stop();
  const second = await startEmbeddedPostgres({ directory });
  expect(second.url).toBe(first.url);
  await second.stop();

  const intruder = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
  await once(intruder, 'listening');
  const third = await startEmbeddedPostgres({ directory });
  expect(third.url).not.toBe(first.url);
  intruder.close();
});

test('a server that cannot start is reported with what it said', async () => {
  const first = await startEmbeddedPostgres({ directory });
  await first.stop();
  await appendFile(join(clusterAt(directory).data, 'postgresql.conf'), "no_such_setting = 'x'\n");
  await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(/no_such_setting/);
});

test('a directory that holds something else is left alone', async () => {
  await mkdir(directory);
  await writeFile(join(directory, 'notes.txt'), 'mine');
  await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(/another user's, or holds other files/);
  expect(await readFile(join(directory, 'notes.txt'), 'utf8')).toBe('mine');
});

test('a temporary server leaves nothing behind', async () => {
  const server = await startEmbeddedPostgres({ directory, temporary: true });
  await server.stop();
  await expect(stat(directory)).rejects.toMatchObject({ code: 'ENOENT' });
});
