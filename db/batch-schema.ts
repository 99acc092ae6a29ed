/** The tables of batches: many instances acted on in the background. */
import { sql } from 'drizzle-orm';
import { index, integer, pgEnum, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { BATCH_STATES } from '@/contract/batch';
import { instanceId, moment } from './schema';

export const batchState = pgEnum('batch_state', BATCH_STATES);
export const batchOutcome = pgEnum('batch_outcome', ['skipped', 'failed']);

/** Operations on many instances, which some node carries out in the background. */
export const batchJobs = pgTable(
  'batch_jobs',
  {
    jobId: uuid().primaryKey(),
    /** What is done, to which instances, why and by whom. JSON text. */
    request: text().notNull(),
    actor: text().notNull(),
    state: batchState().notNull(),
    createdAt: moment().notNull().defaultNow(),
    endedAt: moment(),
    /** How many instances fitted when it was made; null where they were too many to count. */
    matched: integer(),
    done: integer().notNull().default(0),
    skipped: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    /** How far it has come. */
    cursor: text(),
    leaseId: uuid(),
    leasedUntil: moment(),
  },
  (table) => [
    index('batch_jobs_newest').on(table.createdAt, table.jobId),
    index('batch_jobs_running').on(table.createdAt).where(sql`${table.state} = 'running'`),
  ],
);

/** Instances that a batch left out or failed on, as many as are worth showing. */
export const batchProblems = pgTable(
  'batch_problems',
  {
    jobId: uuid().notNull(),
    instanceId: instanceId().notNull(),
    outcome: batchOutcome().notNull(),
    code: text().notNull(),
    detail: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.instanceId] })],
);
