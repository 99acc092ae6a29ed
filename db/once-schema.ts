/** The table of idempotency keys. Written only where a request brings one. */
import { index, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import { instanceId, moment } from './schema';

/** Requests that happen once, by the keys that came with them, each in the partition of what it counts for. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    partitionId: smallint().notNull(),
    /** An instance's id; the empty text for starts that name none. */
    scope: instanceId().notNull(),
    key: instanceId().notNull(),
    requestHash: text().notNull(),
    instanceId: instanceId().notNull(),
    createdAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.partitionId, table.scope, table.key] }),
    index('idempotency_keys_by_age').on(table.partitionId, table.createdAt),
  ],
);
