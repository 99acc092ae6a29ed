/** The tables of functions that are limited in the whole hub. */
import { doublePrecision, integer, pgTable, primaryKey, smallint, text, timestamp } from 'drizzle-orm/pg-core';

const moment = () => timestamp({ withTimezone: true, mode: 'date' });

/** What operators limit an activity to, in the whole hub. One row is one function: its partition is that of the name. */
export const functionLimits = pgTable(
  'function_limits',
  {
    partitionId: smallint().notNull(),
    /** In lower case. */
    name: text().notNull(),
    shownName: text().notNull(),
    maxConcurrent: integer(),
    rate: integer(),
    per: text().notNull(),
    /** What the rate permits at `refilledAt`. */
    tokens: doublePrecision().notNull().default(0),
    refilledAt: moment().notNull().defaultNow(),
    updatedAt: moment().notNull().defaultNow(),
    updatedBy: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.partitionId, table.name] })],
);

/** How many of a limited activity a node may run. They count while the node lives. */
export const functionPermits = pgTable(
  'function_permits',
  {
    partitionId: smallint().notNull(),
    name: text().notNull(),
    nodeId: text().notNull(),
    permits: integer().notNull(),
    denied: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.partitionId, table.name, table.nodeId] })],
);
