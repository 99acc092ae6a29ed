// One embedded PostgreSQL for all storage tests of a run, with one migrated database that the tests' own are cloned from.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres';
import { migrate } from '../migrate';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's URL of the run's server. */
    serverUrl: string;
  }
}

export const TEMPLATE_DATABASE = 'migrated';

/** The machine's crash is nothing that a test outlives, so nothing waits for the disk. Commits stay synchronous. */
const SETTINGS = { fsync: 'off', full_page_writes: 'off', max_connections: '300' };

/** Starts the server and migrates the template; gives what takes it all away again. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'perdure-tests-'));
  const server = await startEmbeddedPostgres({
    directory: join(directory, 'postgres'),
    settings: SETTINGS,
    temporary: true,
  });
  await createTemplate(server.url);
  project.provide('serverUrl', server.url);
  return async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

async function createTemplate(serverUrl: string): Promise<void> {
  const sql = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`create database ${sql(TEMPLATE_DATABASE)}`;
    await migrate(new URL(`/${TEMPLATE_DATABASE}`, serverUrl).href);
  } finally {
    await sql.end();
  }
}
