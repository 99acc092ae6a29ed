// How many connections each client has lost. The driver does not say of a reserved connection whether it still lives.

import type { Sql } from 'postgres';

const lost = new WeakMap<Sql, number>();

/** Connections of the client that ended, for whatever reason, since it was made. */
export function lostConnections(sql: Sql): number {
  return lost.get(sql) ?? 0;
}

/** To be called whenever a connection of the client has ended. */
export function countLostConnection(sql: Sql): void {
  lost.set(sql, lostConnections(sql) + 1);
}
