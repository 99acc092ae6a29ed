/** The tables of entities. */
import { index, integer, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import { instanceId, moment } from './schema';

/** No index on what an operation changes: its row is updated in place. */
export const entities = pgTable(
  'entities',
  {
    partitionId: smallint().notNull(),
    instanceId: instanceId().notNull(),
    revision: integer().notNull(),
    state: text(),
    /** Who has locked it, and what came in meanwhile. JSON texts. */
    lockedBy: text(),
    waiting: text(),
    createdAt: moment().notNull(),
    lastOperationAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.partitionId, table.instanceId] }),
    index('entities_by_id').on(table.instanceId),
  ],
);

/** Answers to clients on other nodes, until they fetch them. */
export const entityReplies = pgTable(
  'entity_replies',
  {
    partitionId: smallint().notNull(),
    requestId: text().notNull(),
    reply: text().notNull(),
    at: moment().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.partitionId, table.requestId] })],
);
