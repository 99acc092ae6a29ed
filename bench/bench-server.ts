/** A PostgreSQL of the benchmark's own, with its default durability, and fresh task hubs on it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { startEmbeddedPostgres } from '@/db/embedded/start-embedded-postgres';
import { readEnv } from '@/server/env';
import type { FunctionModule } from '@/server/function-modules';
import type { HubOptions } from '@/server/hub/hub-options';
import { openRuntime, type Runtime } from '@/server/runtime';

export type BenchHub = {
  runtime: Runtime;
  /** The superuser's connection to the hub's database. */
  sql: Sql;
  partitions: number;
  stopNode(): Promise<void>;
  /** Stops the node too. */
  close(): Promise<void>;
};

export type BenchServer = {
  /** The process number of the postmaster, whose children are all of the server's processes. */
  postmaster: number;
  openHub(database: string, functions: readonly FunctionModule[], options?: Partial<HubOptions>): Promise<BenchHub>;
  /** A hub that was closed. */
  reopenHub(database: string, functions: readonly FunctionModule[]): Promise<BenchHub>;
  stop(): Promise<void>;
};

export async function startBenchServer(): Promise<BenchServer> {
  const directory = await mkdtemp(join(tmpdir(), 'perdure-bench-'));
  const cluster = join(directory, 'postgres');
  const server = await startEmbeddedPostgres({ directory: cluster, temporary: true });
  const [postmaster] = (await readFile(join(cluster, 'data', 'postmaster.pid'), 'utf8')).split('\n');
  return {
    postmaster: Number(postmaster),
    openHub: async (database, functions, options) => {
      await createDatabase(server.url, database);
      return openHub(server.url, database, functions, options);
    },
    reopenHub: (database, functions) => openHub(server.url, database, functions),
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function createDatabase(serverUrl: string, database: string): Promise<void> {
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  await admin`create database ${admin(database)}`;
  await admin.end();
}

async function openHub(
  serverUrl: string,
  database: string,
  functions: readonly FunctionModule[],
  options: Partial<HubOptions> = {},
): Promise<BenchHub> {
  const url = new URL(`/${database}`, serverUrl).href;
  const env = readEnv({
    ...process.env,
    DATABASE_URL: url,
    PERDURE_LOG_LEVEL: process.env['PERDURE_LOG_LEVEL'] ?? 'warn',
  });
  const runtime = await openRuntime(env, functions, options);
  const sql = postgres(url, { max: 4, onnotice: () => undefined });
  let stopping: Promise<void> | null = null;
  const stopNode = () => {
    stopping ??= runtime.stop();
    return stopping;
  };
  return {
    runtime,
    sql,
    partitions: env.PERDURE_PARTITIONS,
    stopNode,
    close: async () => {
      await stopNode();
      await sql.end();
    },
  };
}
