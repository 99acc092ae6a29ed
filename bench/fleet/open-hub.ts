/** A task hub of an embedded PostgreSQL of its own, for nodes in other processes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { startEmbeddedPostgres } from '@/db/embedded/start-embedded-postgres';
import { openStore } from '@/db/store/open-store';
import type { Store } from '@/server/store';

export type Server = {
  /** A fresh hub. */
  open(name: string, partitionCount: number): Promise<{ url: string; store: Store; sql: Sql }>;
  stop(): Promise<void>;
};

export async function startServer(): Promise<Server> {
  const directory = await mkdtemp(join(tmpdir(), 'perdure-fleet-'));
  const server = await startEmbeddedPostgres({ directory: join(directory, 'postgres'), temporary: true });
  const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
  return {
    open: async (name, partitionCount) => {
      await admin`create database ${admin(name)}`;
      const url = new URL(`/${name}`, server.url).href;
      const store = await openStore({ url, node: 'bench', partitionCount });
      return { url, store, sql: postgres(url, { max: 1, onnotice: () => undefined }) };
    },
    stop: async () => {
      await admin.end();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
