// Where an embedded cluster keeps its files, all below one directory that appears whole or not at all.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Cluster = {
  directory: string;
  /** PostgreSQL's own data directory. */
  data: string;
  /** What the server has to say: a plain text file, appended to. */
  log: string;
  /** Mode 0600. */
  passwordFile: string;
  /** The port of the last start, asked for again at the next. */
  portFile: string;
};

export const SUPERUSER = 'perdure';

/** The files of the cluster in `directory`, whether they exist or not. */
export function clusterAt(directory: string): Cluster {
  return {
    directory,
    data: join(directory, 'data'),
    log: join(directory, 'log'),
    passwordFile: join(directory, 'password'),
    portFile: join(directory, 'port'),
  };
}

/** The server that last started here, as `postmaster.pid` tells; undefined where none did, or it ended cleanly. */
export async function lastServer(cluster: Cluster): Promise<{ pid: number; port: number } | undefined> {
  const lines = (await readIfThere(join(cluster.data, 'postmaster.pid')))?.split('\n');
  const [pid, port] = [Number(lines?.[0]), Number(lines?.[3])];
  return pid > 0 && port > 0 ? { pid, port } : undefined;
}

/** A file's text; undefined where there is no such file. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
