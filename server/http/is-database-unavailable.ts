import { hasSqlState } from './has-sql-state';

/** SQLSTATE classes and codes of a server that is not there, is full, starts or stops. */
const SQL_STATES = /^(08...|53300|57P0[1-5])$/;

/** Codes of the driver and of the operating system for the same. */
const CONNECTION_CODES =
  /^(CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED|CONNECT_TIMEOUT)|ECONN(REFUSED|RESET)|ENOTFOUND|EPIPE|ETIMEDOUT)$/;

/** True where the error, or one that it was caused by, says that the database cannot be reached. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return hasSqlState(error, SQL_STATES) || hasSqlState(error, CONNECTION_CODES);
}
