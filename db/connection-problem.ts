// Turns what the driver says about a failed first connection into a sentence that a person can act on.

import type { Sql } from 'postgres';

type Target = { server: string; database: string; user: string };

const SENTENCES: Record<string, (target: Target) => string> = {
  ECONNREFUSED: ({ server }) => `No PostgreSQL answers at ${server}: start it, or correct DATABASE_URL.`,
  ENOTFOUND: ({ server }) => `The host of ${server} is unknown: correct DATABASE_URL.`,
  EAI_AGAIN: ({ server }) => `The host of ${server} cannot be looked up: check the network, or correct DATABASE_URL.`,
  CONNECT_TIMEOUT: ({ server }) =>
    `PostgreSQL at ${server} does not answer in time: check the network and its firewall.`,
  '28P01': ({ server, user }) =>
    `PostgreSQL at ${server} refuses the password of user "${user}": correct DATABASE_URL.`,
  '28000': ({ server, user }) =>
    `PostgreSQL at ${server} does not let user "${user}" in: correct DATABASE_URL, or allow it in pg_hba.conf.`,
  '3D000': ({ server, database }) =>
    `There is no database "${database}" at ${server}: create it with createdb, or correct DATABASE_URL.`,
  '42501': ({ server, database, user }) =>
    `User "${user}" may not use database "${database}" at ${server}: grant it CONNECT, or correct DATABASE_URL.`,
  '53300': ({ server }) =>
    `PostgreSQL at ${server} has no connection to spare: raise its max_connections, or stop another client.`,
  '57P03': ({ server }) => `PostgreSQL at ${server} is starting or stopping: try again when it is up.`,
  '08P01': ({ server }) =>
    `${server} refuses Perdure's session settings, as connection poolers do: let DATABASE_URL name PostgreSQL itself.`,
};

/** Why the first connection failed, as a sentence that says what to do. Never holds the password. */
export function connectionProblem(error: unknown, sql: Sql): string {
  const target = {
    server: `${sql.options.host[0]}:${sql.options.port[0]}`,
    database: sql.options.database,
    user: sql.options.user,
  };
  const known = SENTENCES[codeOf(error)];
  if (known) return known(target);
  const reason = error instanceof Error ? error.message : String(error);
  return `PostgreSQL at ${target.server} cannot be used (${reason}): check it, or correct DATABASE_URL.`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
