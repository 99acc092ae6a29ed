// C1. A cluster is made aside and moved into place with one rename: a crash half-way leaves no half cluster.
// C2. Of two processes that make it at the same moment one wins the rename; the other takes the winner's.

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Cluster, clusterAt, SUPERUSER } from './cluster';
import { type ServerAccount, serverAccount } from './server-account';
import { programPath, runServerProgram } from './server-program';

export type ServerSettings = Record<string, string>;

/** Loopback only. Times in UTC. Text sorts by code point and knows the letter cases of all of Unicode. */
const SETTINGS: ServerSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};

const INITDB = [
  `--username=${SUPERUSER}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-instructions',
];

/** Makes the cluster in `directory`, unless it is there. Throws what initdb said when it cannot. */
export async function createCluster(directory: string, settings: ServerSettings): Promise<Cluster> {
  const cluster = clusterAt(directory);
  if (existsSync(cluster.data)) return cluster;
  await mkdir(dirname(directory), { recursive: true });
  const aside = clusterAt(`${directory}.new-${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(aside.directory, { mode: 0o700 });
    await fill(aside, { ...SETTINGS, ...settings });
    await rename(aside.directory, directory);
  } catch (error) {
    await rm(aside.directory, { recursive: true, force: true });
    if (existsSync(cluster.data)) return cluster;
    if (!existsSync(directory)) throw error;
    throw new Error(
      `The embedded PostgreSQL cannot use ${directory}: it is another user's, or holds other files. ` +
        'Start Perdure as the user who started it first.',
    );
  }
  return cluster;
}

async function fill(cluster: Cluster, settings: ServerSettings): Promise<void> {
  await writeFile(cluster.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  const account = await serverAccount([programPath('initdb'), dirname(cluster.directory)]);
  if (account) await giveTo(account, [cluster.directory, cluster.passwordFile]);
  const flags = Object.entries(settings).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  const files = [`--pgdata=${cluster.data}`, `--pwfile=${cluster.passwordFile}`];
  const made = await runServerProgram('initdb', [...INITDB, ...files, ...flags], account);
  if (!made.succeeded) throw new Error(`The embedded PostgreSQL could not be set up: ${made.output.trim()}`);
}

async function giveTo(account: ServerAccount, paths: string[]): Promise<void> {
  await Promise.all(paths.map((path) => chown(path, account.uid, account.gid)));
}
