// A port of the loopback interface for the embedded server.

import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { type Cluster, readIfThere } from './cluster';

/** The port that the cluster had last time if nothing listens there now, else a free one, which it keeps. */
export async function choosePort(cluster: Cluster): Promise<number> {
  const last = Number(await readIfThere(cluster.portFile));
  if (last > 0 && (await freePort(last)) === last) return last;
  const port = await freePort(0);
  if (port === undefined) throw new Error('There is no free port on 127.0.0.1 for the embedded PostgreSQL.');
  await writeFile(cluster.portFile, String(port));
  return port;
}

/** `wanted`, or any port where that is 0; undefined when taken. */
async function freePort(wanted: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen(wanted, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' ? address?.port : undefined;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
}
