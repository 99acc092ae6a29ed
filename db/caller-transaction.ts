/**
 * Statements in a transaction that the caller began and will end.
 *
 * X1. Nothing here begins, ends or changes a transaction: its fate and its settings are the caller's.
 * X2. What could be no transaction at all is refused.
 */
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { DatabaseTransaction } from '@/server/transaction-store';

export type Parameter = string | number | boolean | null;

type Row = Record<string, unknown>;

/** Drivers give rows as such, or in a result. */
const rowsSchema = z.union([
  z.array(z.record(z.string(), z.unknown())),
  z.object({ rows: z.array(z.record(z.string(), z.unknown())) }),
]);

type Send = (statement: string, parameters: Parameter[]) => PromiseLike<unknown>;

/** Runs a statement with `$1` parameters and gives its rows. Throws a `TypeError` where this is no transaction. */
export async function runWithin(
  transaction: DatabaseTransaction,
  statement: string,
  parameters: Parameter[],
): Promise<Row[]> {
  const rows = rowsSchema.parse(await senderOf(transaction)(statement, parameters));
  return Array.isArray(rows) ? rows : rows.rows;
}

function senderOf(transaction: DatabaseTransaction): Send {
  // A client of postgres.js can begin transactions, and sends each statement by whatever connection is free.
  if ('begin' in transaction) throw notOne('a client of postgres.js is none: give what its begin hands over');
  if ('unsafe' in transaction) return transaction.unsafe.bind(transaction) as unknown as Send;
  if ('execute' in transaction) {
    const execute = transaction.execute.bind(transaction) as unknown as (query: unknown) => PromiseLike<unknown>;
    return (statement, parameters) => execute(toDrizzle(statement, parameters));
  }
  if ('query' in transaction) return transaction.query.bind(transaction) as unknown as Send;
  throw notOne('it is neither that of postgres.js, nor Drizzle’s, nor has it a query(text, values)');
}

function notOne(why: string): TypeError {
  return new TypeError(`This is no transaction: ${why}.`);
}

function toDrizzle(statement: string, parameters: Parameter[]) {
  const parts = statement.split(/\$(\d+)/);
  return sql.join(parts.map((part, index) => (index % 2 === 0 ? sql.raw(part) : sql`${parameters[Number(part) - 1]}`)));
}
