/**
 * Nodes whose process has ended are known before their leases run out: with a process ends its session at the database.
 *
 * Z1. Behind a pooler sessions are not a node's own: such a node has none, and its lease alone speaks for it.
 * Z2. A lease is ended early only where the session is still gone in the same statement.
 * Z3. Of a server that started a moment ago nothing is concluded: everybody's session is new.
 */
import type { Sql } from 'postgres';
import type { MissingSession } from '@/server/missing-session';
import type { HubStore } from '@/server/store';
import { texts } from '../array-literal';

type SessionVerbs = Pick<HubStore, 'missingSessions' | 'endLeases'>;

/** The session of `n` is open. Who may not see when a session began goes by its process number. */
const IS_OPEN = `exists (
  select from pg_stat_get_activity(split_part(n.session, ' ', 1)::int) a
  where a.backend_start is null or extract(epoch from a.backend_start)::text = split_part(n.session, ' ', 2))`;

const SERVER_IS_NEW_MS = 5_000;

const MISSING = `
  with own as (
    select pid || ' ' || extract(epoch from backend_start) as session from pg_stat_get_activity(pg_backend_pid())
  ), registered as (
    update nodes set session = own.session from own where $2 and node_id = $1 and nodes.session is distinct from own.session
  )
  select n.node_id, n.session from nodes n
  where n.node_id <> $1 and n.session is not null and n.alive_until > clock_timestamp() and not ${IS_OPEN}
    and pg_postmaster_start_time() < clock_timestamp() - interval '${SERVER_IS_NEW_MS} ms'`;

const END_LEASES = `
  update nodes n set alive_until = clock_timestamp()
  from unnest($1::text[], $2::text[]) gone (node_id, session)
  where n.node_id = gone.node_id and n.session = gone.session and n.alive_until > clock_timestamp() and not ${IS_OPEN}`;

/** `sql` has one connection: the node's session. */
export function sessionVerbs(sql: Sql): SessionVerbs {
  let isDirect: boolean | undefined;
  return {
    missingSessions: async (nodeId) => {
      isDirect ??= await hasOwnSession(sql);
      const rows = await sql.unsafe<{ node_id: string; session: string }[]>(MISSING, [nodeId, isDirect], {
        prepare: true,
      });
      return rows.map(({ node_id, session }) => ({ nodeId: node_id, session }));
    },
    endLeases: async (missing: readonly MissingSession[]) => {
      const columns = [texts(missing.map(({ nodeId }) => nodeId)), texts(missing.map(({ session }) => session))];
      const ended = await sql.unsafe(END_LEASES, columns, { prepare: true });
      return ended.count;
    },
  };
}

/** False behind a pooler, which says another process number at the connection's start than the server does. */
async function hasOwnSession(sql: Sql): Promise<boolean> {
  const rows = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return rows[0]?.pid === rows.state.pid;
}
