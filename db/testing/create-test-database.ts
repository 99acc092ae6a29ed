// A database of its own for each storage test file.

import { randomBytes } from 'node:crypto';
import postgres, { type Sql } from 'postgres';
import { inject } from 'vitest';
import { TEMPLATE_DATABASE } from './global-setup';

export type TestDatabase = {
  url: string;
  /** Ends all connections to it and deletes it. */
  drop: () => Promise<void>;
};

/** A fresh database on the run's server, cloned in milliseconds: a migrated one, unless another template is named. */
export async function createTestDatabase(template = TEMPLATE_DATABASE): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer((sql) => sql`create database ${sql(name)} template ${sql(template)}`);
  return {
    url: new URL(`/${name}`, inject('serverUrl')).href,
    drop: () => onServer((sql) => sql`drop database ${sql(name)} with (force)`),
  };
}

async function onServer(statement: (sql: Sql) => PromiseLike<unknown>): Promise<void> {
  const sql = postgres(inject('serverUrl'), { max: 1, onnotice: () => undefined });
  try {
    await statement(sql);
  } finally {
    await sql.end();
  }
}
