// A hold is one open connection with a shared lock: it says "this process uses the server". The server itself knows
// who holds it, so a killed process lets go by dying, and the last one to leave can tell that it is the last.

import postgres, { type Sql } from 'postgres';
import { type Cluster, lastServer, readIfThere, SUPERUSER } from './cluster';

/** Any number that no other advisory lock of this database uses. */
const USERS_LOCK = '5072647572650001';

const CONNECT_TIMEOUT_S = 5;

export type Hold = { sql: Sql; url: string };

/** Takes a hold of the server that runs here; undefined when none answers, or it is about to end. */
export async function takeHold(cluster: Cluster): Promise<Hold | undefined> {
  const server = await lastServer(cluster);
  const password = await readIfThere(cluster.passwordFile);
  if (!server || !password) return undefined;
  const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${server.port}/postgres`;
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    connect_timeout: CONNECT_TIMEOUT_S,
    fetch_types: false,
    onnotice: () => undefined,
    connection: { application_name: 'perdure/hold' },
  });
  try {
    await sql`select pg_advisory_lock_shared(${USERS_LOCK}::bigint)`;
    return { sql, url };
  } catch {
    await sql.end({ timeout: 0 });
    return undefined;
  }
}

/**
 * Gives the hold up. True when nobody else has one: then nobody can take one either, until `sql` ends.
 * False also when the server is gone.
 */
export async function isLastHold({ sql }: Hold): Promise<boolean> {
  try {
    await sql`select pg_advisory_unlock_shared(${USERS_LOCK}::bigint)`;
    const [row] = await sql<{ alone: boolean }[]>`select pg_try_advisory_lock(${USERS_LOCK}::bigint) as alone`;
    return row?.alone === true;
  } catch {
    return false;
  }
}
