// L1. PostgreSQL's own lock on its data directory decides who starts the server: a second start fails and does no harm.
// L2. A lock left by a killed server is PostgreSQL's to judge, but for what it cannot tell: that the process number has
//     gone to another program, or is a zombie's (containers whose first process reaps nobody).

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cluster, lastServer, readIfThere } from './cluster';
import { choosePort } from './free-port';
import { serverAccount } from './server-account';
import { programPath, runServerProgram } from './server-program';

/** How long recovery from a crash may take, in seconds. */
const RECOVERY_TIMEOUT_S = 600;

const LOG_TAIL_LINES = 8;

/** Matches the `/proc/<pid>/stat` of a server, unless it is a zombie. */
const LIVING_SERVER = /^\d+ \(postgres\) [^ZX]/;

/**
 * Starts the server, in a process group of its own, and waits until it accepts connections.
 * Gives undefined when it runs, else the end of its log: another process may have been faster.
 */
export async function launchServer(cluster: Cluster): Promise<string | undefined> {
  await removeForeignLock(cluster);
  const account = await serverAccount([programPath('pg_ctl'), cluster.directory]);
  const port = await choosePort(cluster);
  const before = (await readIfThere(cluster.log))?.length ?? 0;
  const how = [`--pgdata=${cluster.data}`, `--log=${cluster.log}`, `--options=-p ${port}`];
  const started = await runServerProgram(
    'pg_ctl',
    ['start', '--wait', `--timeout=${RECOVERY_TIMEOUT_S}`, ...how],
    account,
  );
  if (started.succeeded) return undefined;
  const log = (await readIfThere(cluster.log))?.slice(before) || started.output;
  return log.trim().split('\n').slice(-LOG_TAIL_LINES).join('\n');
}

/** Stops the server, letting nobody finish: committed data is safe. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const account = await serverAccount([programPath('pg_ctl'), cluster.directory]);
  await runServerProgram('pg_ctl', ['stop', '--wait', '--mode=fast', `--pgdata=${cluster.data}`], account);
}

async function removeForeignLock(cluster: Cluster): Promise<void> {
  const server = await lastServer(cluster);
  if (server === undefined) return;
  const process = await readFile(`/proc/${server.pid}/stat`, 'utf8').catch(() => undefined);
  if (process !== undefined && !LIVING_SERVER.test(process)) await rm(join(cluster.data, 'postmaster.pid'));
}
