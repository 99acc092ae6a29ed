/** The queries of a test file, on a database of its own. */
import type { Sql } from 'postgres';
import type { QueryStore } from '@/server/query-store';
import { connect } from '../../connect';
import { createTestDatabase } from '../../testing/create-test-database';
import { createQueryStore } from '../query-store';
import { PARTITION_COUNT } from './test-rows';

export type TestQueries = { queries: QueryStore; sql: Sql; close(): Promise<void> };

/** Opens the queries, and a client for the rows that they are to find. */
export async function openTestQueries(): Promise<TestQueries> {
  const database = await createTestDatabase();
  const sql = await connect(database.url, { node: 'test', role: 'rows' });
  const client = await connect(database.url, { node: 'test', role: 'queries' });
  const close = async (): Promise<void> => {
    await Promise.all([sql.end(), client.end()]);
    await database.drop();
  };
  return { queries: createQueryStore(client, PARTITION_COUNT), sql, close };
}
