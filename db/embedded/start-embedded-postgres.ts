// The PostgreSQL that Perdure brings along, for whoever gives no DATABASE_URL.
//
// E1. Any number of processes may start it at the same moment: one server runs, and all get its URL.
// E2. The server outlives its starter. A process that is killed leaves it running, and the next one finds it.
// E3. A server that was killed itself is started again and recovers; nothing that was committed is lost.
// E4. The last process that stops using it stops it.

import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, lastServer } from './cluster';
import { createCluster, type ServerSettings } from './create-cluster';
import { type Hold, isLastHold, takeHold } from './hold';
import { launchServer, stopServer } from './launch-server';

export type EmbeddedPostgresOptions = {
  /** Where its files live; made when missing. */
  directory: string;
  /** Server settings for a cluster that is yet to be made. */
  settings?: ServerSettings;
  /** Stop the server and delete all its files at `stop`, whoever uses it. */
  temporary?: boolean;
};

export type EmbeddedPostgres = {
  /** The superuser's URL of the database `postgres`. */
  url: string;
  /** Gives it back; the last user stops it. Close your own connections first. */
  stop: () => Promise<void>;
};

/** How long a server that another process is starting or stopping is waited for. */
const PATIENCE_MS = 60_000;

const RETRY_MS = 200;

/** Starts that may fail, one after the other, with no sign of another process: the port may just have been taken. */
const FAILURES_MAX = 3;

/** Starts the embedded server, or finds it running. Throws with the end of its log when it does not come up. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const cluster = await createCluster(resolve(options.directory), options.settings ?? {});
  const hold = await holdRunningServer(cluster);
  return { url: hold.url, stop: () => letGo(cluster, hold, options.temporary ?? false) };
}

async function holdRunningServer(cluster: Cluster): Promise<Hold> {
  const deadline = performance.now() + PATIENCE_MS;
  for (let failures = 0; ; ) {
    const hold = await takeHold(cluster);
    if (hold) return hold;
    const failure = await launchServer(cluster);
    if (failure === undefined) continue;
    failures = (await lastServer(cluster)) ? 0 : failures + 1;
    if (failures === FAILURES_MAX || performance.now() > deadline) {
      throw new Error(`The embedded PostgreSQL in ${cluster.directory} does not start: ${failure}`);
    }
    await sleep(RETRY_MS);
  }
}

async function letGo(cluster: Cluster, hold: Hold, temporary: boolean): Promise<void> {
  if ((await isLastHold(hold)) || temporary) await stopServer(cluster);
  await hold.sql.end({ timeout: 0 });
  if (temporary) await rm(cluster.directory, { recursive: true, force: true });
}
