// K1. Every session has time limits: no statement, lock or forgotten transaction holds a partition for ever.
// K2. A server that may forget what it has acknowledged is refused.

import postgres, { type Sql } from 'postgres';
import { connectionProblem } from './connection-problem';
import { DatabaseUnavailable } from './database-unavailable';
import { countLostConnection } from './lost-connections';
import { reconnectPauseMs } from './socket-opener';

export type ConnectOptions = {
  /** Statements that take longer are given up; 30 s by default. */
  statementTimeoutMs?: number;
  /** Named in `pg_stat_activity`, with the role: `perdure/<node>/<role>`. */
  node: string;
  role: string;
  /** How many connections the client may open. */
  connectionsMax?: number;
  /** A connection that says nothing for so long though it was asked is ended. */
  silenceMsMax?: number;
  /** Accept a server that acknowledges commits before they are safe. */
  allowAsyncCommit?: boolean;
};

const SERVER_VERSION_MIN = 15;
const CONNECTIONS_MAX = 10;
const CONNECT_TIMEOUT_S = 10;

/** Milliseconds, but for the keepalives, which are seconds. */
const SESSION = {
  statement_timeout: 30_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 10_000,
  tcp_user_timeout: 15_000,
  tcp_keepalives_idle: 10,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 3,
};

/** Settings under which an acknowledged commit survives the server's crash, on its standbys too where it has any. */
const SAFE_COMMITS = ['on', 'remote_apply'];

/**
 * A client for the database, its first connection made and the server found fit.
 * Throws DatabaseUnavailable when it cannot be reached, or is no server to keep promises on.
 */
export async function connect(url: string, options: ConnectOptions): Promise<Sql> {
  const sql = open(url, options);
  try {
    const unfit = await whyUnfit(sql, options);
    if (unfit) throw new DatabaseUnavailable(unfit);
    return sql;
  } catch (error) {
    await sql.end({ timeout: 0 });
    if (error instanceof DatabaseUnavailable) throw error;
    throw new DatabaseUnavailable(connectionProblem(error, sql), { cause: error });
  }
}

function open(url: string, options: ConnectOptions): Sql {
  try {
    const settings = {
      max: options.connectionsMax ?? CONNECTIONS_MAX,
      // Connections end only when something is wrong: see transaction.ts.
      max_lifetime: null,
      connect_timeout: CONNECT_TIMEOUT_S,
      fetch_types: false,
      onnotice: () => undefined,
      onclose: () => countLostConnection(sql),
      backoff: (retries: number) => reconnectPauseMs(retries) / 1_000,
      connection: {
        application_name: `perdure/${options.node}/${options.role}`,
        ...SESSION,
        ...(options.statementTimeoutMs !== undefined && { statement_timeout: options.statementTimeoutMs }),
      },
    };
    const sql: Sql = postgres(url, settings);
    return sql;
  } catch (error) {
    throw new DatabaseUnavailable(
      'DATABASE_URL is not a URL: write it as postgres://user:password@host:5432/database, special characters %-encoded.',
      { cause: error },
    );
  }
}

async function whyUnfit(sql: Sql, { allowAsyncCommit }: ConnectOptions): Promise<string | undefined> {
  const [server] = await sql<{ version: number; commits: string; readOnly: string }[]>`
    select current_setting('server_version_num')::int / 10000 as version,
           current_setting('synchronous_commit') as commits,
           current_setting('transaction_read_only') as "readOnly"`;
  if (!server) return 'The database did not tell its version: check that DATABASE_URL names a PostgreSQL.';
  if (server.version < SERVER_VERSION_MIN) {
    return `PostgreSQL ${server.version} is too old: Perdure needs version ${SERVER_VERSION_MIN} or later.`;
  }
  if (server.readOnly === 'on') {
    return 'The database is read-only, as a standby is: let DATABASE_URL name the primary server.';
  }
  if (!SAFE_COMMITS.includes(server.commits) && !allowAsyncCommit) {
    return (
      `synchronous_commit is "${server.commits}", so a crash would lose acknowledged work: ` +
      'set it to "on" for this database, or accept the loss with PERDURE_ALLOW_ASYNC_COMMIT=1.'
    );
  }
  return undefined;
}
