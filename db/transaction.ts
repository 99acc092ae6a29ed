// The only way to a transaction. The driver's own `sql.begin` is not used: when BEGIN happens to be the statement that
// fills a busy connection's pipeline it is sent, but its connection is not reserved, and the statements of others run,
// and get lost, in the transaction that nobody ends.
//
// T1. The connection is reserved before BEGIN is sent.
// T2. Once any connection of the client is lost, no statement is sent any more: the driver would write to a closed
//     socket, or run the rest of the transaction, outside of it, on a new connection.
// T3. A connection goes back to the client only when its transaction is known to have ended.

import type { ISql, ReservedSql, Sql } from 'postgres';
import { DatabaseUnavailable } from './database-unavailable';
import { lostConnections } from './lost-connections';

/**
 * Runs `body` in one transaction and commits it; when body throws, nothing is done and the error is thrown on.
 * An error of the commit itself leaves the outcome unknown. Transactions do not nest.
 */
export async function transaction<T>(sql: Sql, body: (tx: ISql) => Promise<T>): Promise<T> {
  const connection = await sql.reserve();
  const lostBefore = lostConnections(sql);
  const isSound = () => lostConnections(sql) === lostBefore;
  try {
    await connection`begin`;
    const result = await body(guarded(connection, isSound));
    assertSound(isSound);
    await connection`commit`;
    connection.release();
    return result;
  } catch (error) {
    await rollBack(connection, isSound);
    throw error;
  }
}

/** Leaves a connection that is, or may be, lost to the server, which ends it when it has been idle for too long. */
async function rollBack(connection: ReservedSql, isSound: () => boolean): Promise<void> {
  if (!isSound()) return;
  try {
    await connection`rollback`;
    connection.release();
  } catch {
    // The connection broke, and the transaction with it.
  }
}

function guarded(connection: ReservedSql, isSound: () => boolean): ISql {
  return new Proxy(connection, {
    apply(target, self, args) {
      assertSound(isSound);
      return Reflect.apply(target, self, args);
    },
    get(target, key) {
      assertSound(isSound);
      return Reflect.get(target, key);
    },
  });
}

function assertSound(isSound: () => boolean): void {
  if (!isSound()) throw new DatabaseUnavailable('A database connection was lost during a transaction: try again.');
}
