/** A worker, as `npm run worker` starts it, is told to stop. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Sql } from 'postgres';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connect } from '@/db/connect';
import { openStore } from '@/db/store/open-store';
import { createTestDatabase, type TestDatabase } from '@/db/testing/create-test-database';
import { until } from '@/db/testing/until';
import { partitionOf } from '@/server/partition-of';
import type { Store } from '@/server/store';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PARTITIONS = 2;

/** Signals that come closer together are one wish. */
const SAME_WISH_MS = 1_000;

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let database: TestDatabase;
let store: Store;
let sql: Sql;
let remote: Server;
let asked: ServerResponse[];
let worker: ChildProcess;

beforeEach(async () => {
  database = await createTestDatabase();
  store = await openStore({ url: database.url, node: 'test', partitionCount: PARTITIONS });
  sql = await connect(database.url, { node: 'test', role: 'rows' });
  asked = [];
  remote = createServer((_request, response) => asked.push(response)).listen(0, '127.0.0.1');
  await once(remote, 'listening');
});

afterEach(async () => {
  worker.kill('SIGKILL');
  remote.closeAllConnections();
  remote.close();
  await Promise.all([sql.end({ timeout: 1 }), store.close()]);
  await database.drop();
});

/** Gives the address of the worker's health and metrics. */
async function startWorker(settings: Record<string, string>): Promise<string> {
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    PERDURE_WORKER_PORT: '0',
    PERDURE_HTTP_ALLOW: '127.0.0.1',
    PERDURE_LOG_LEVEL: 'warn',
    ...settings,
  };
  const args = ['--enable-source-maps', '--import', 'tsx', 'scripts/worker.ts'];
  worker = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise<string>((resolve) => {
    let said = '';
    worker.stdout?.on('data', (chunk) => {
      said += chunk;
      const [listens] = /http:\/\/[\d.:]+/.exec(said) ?? [];
      if (listens !== undefined) resolve(listens);
    });
  });
  await until('the worker is ready', async () => ((await status(address)) === 'ready' ? true : null), 60_000);
  return address;
}

async function status(address: string): Promise<string> {
  const response = await fetch(`${address}/health/ready`);
  const { status: text } = (await response.json()) as { status: string };
  expect(response.status).toBe(text === 'ready' ? 200 : 503);
  expect(response.headers.get('retry-after')).toBe(text === 'ready' ? null : '2');
  return text;
}

/** Starts an instance whose activity waits for the answer of `remote`. */
async function startFetch(instanceId: string): Promise<void> {
  const { port } = remote.address() as AddressInfo;
  const start = {
    executionId: crypto.randomUUID(),
    name: 'FetchPage',
    version: null,
    input: JSON.stringify({ url: `http://127.0.0.1:${port}/` }),
    tags: {},
    parent: null,
    createdAt: Date.now(),
  };
  await store.enqueueStarts(partitionOf(instanceId, PARTITIONS), [{ instanceId, start }]);
  await until('the activity runs', async () => (asked.length > 0 ? true : null), 60_000);
}

const ended = async (): Promise<number | null> => {
  if (worker.exitCode === null && worker.signalCode === null) await once(worker, 'exit');
  return worker.exitCode;
};

test('is not ready at once, gives its partitions back, lets its activity end, and ends without an error', async () => {
  const address = await startWorker({ PERDURE_STOP_DELAY_MS: '300', PERDURE_DRAIN_MS: '60000' });
  expect(await (await fetch(`${address}/metrics`)).text()).toContain('perdure_partitions_owned 2');
  expect((await fetch(`${address}/health/live`)).status).toBe(200);
  await startFetch('page');
  worker.kill('SIGTERM');
  await until('it says that it stops', async () => ((await status(address)) === 'stopping' ? true : null));
  await until('its partitions are free', async () => {
    const owned = await sql`select from partitions where owner is not null`;
    return owned.length === 0 ? true : null;
  });
  expect(worker.exitCode).toBeNull();
  asked[0]?.end('hello');
  expect(await ended()).toBe(0);
  expect(await sql`select from nodes`).toHaveLength(0);
  expect(await sql`select from work_items`).toHaveLength(0);
  await startWorker({});
  const over = await until('the next node goes on', async () => {
    const found = await store.getInstance('page');
    return found?.status === 'Completed' ? found : null;
  });
  expect(JSON.parse(over.output ?? '')).toMatchObject({ statusCode: 200, characters: 5 });
});

test('a second signal hurries: the activity is aborted, and is there for another node', async () => {
  await startWorker({ PERDURE_DRAIN_MS: '60000' });
  await startFetch('page');
  const aborted = once(asked[0] ?? remote, 'close');
  worker.kill('SIGTERM');
  const since = performance.now();
  await until('another wish', async () => (performance.now() - since > SAME_WISH_MS ? true : null));
  worker.kill('SIGTERM');
  expect(await ended()).toBe(0);
  await aborted;
  expect(await sql`select locked_by, attempt from work_items`).toEqual([{ locked_by: null, attempt: 0 }]);
});

test('an activity that does not end is aborted after a while', async () => {
  await startWorker({ PERDURE_DRAIN_MS: '200' });
  await startFetch('page');
  worker.kill('SIGTERM');
  expect(await ended()).toBe(0);
  expect(await sql`select locked_by from work_items`).toEqual([{ locked_by: null }]);
});
