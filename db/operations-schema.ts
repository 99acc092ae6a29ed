/** The tables of those who keep a hub running: few rows, seldom written. */
import { bigint, boolean, index, integer, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { instanceId, moment, runtimeStatus } from './schema';

/** What one node of all does at a time, and until when it may: it goes to another where it is not renewed. */
export const duties = pgTable('duties', {
  name: text().primaryKey(),
  nodeId: text().notNull(),
  until: moment().notNull(),
});

/** What the repair sweep found that should be impossible. A row goes some days after it was last seen. */
export const repairFindings = pgTable(
  'repair_findings',
  {
    kind: text().notNull(),
    partitionId: smallint().notNull(),
    instanceId: instanceId().notNull(),
    /** 0 where it is about no task. */
    taskId: integer().notNull(),
    detail: text().notNull(),
    foundAt: moment().notNull().defaultNow(),
    lastSeenAt: moment().notNull().defaultNow(),
    /** Set once it is not found any more. */
    mendedAt: moment(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.partitionId, table.instanceId, table.taskId] })],
);

/** Which instances go by themselves, and when. */
export const retentionRules = pgTable('retention_rules', {
  ruleId: uuid().primaryKey(),
  name: text().notNull(),
  statuses: runtimeStatus().array().notNull(),
  /** Null: all orchestrators, all tags. */
  orchestrator: text(),
  tagKey: text(),
  tagValue: text(),
  /** How long an instance is kept after its end. */
  keepMs: bigint({ mode: 'number' }).notNull(),
  isPaused: boolean().notNull(),
  createdAt: moment().notNull().defaultNow(),
  updatedAt: moment().notNull().defaultNow(),
  lastRunAt: moment(),
  purged: bigint({ mode: 'number' }).notNull().default(0),
});

/** What retention rules had purged; the name is that of the rule at the time. */
export const retentionRuns = pgTable(
  'retention_runs',
  {
    runId: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    ruleId: uuid().notNull(),
    name: text().notNull(),
    at: moment().notNull().defaultNow(),
    purged: integer().notNull(),
  },
  (table) => [index('retention_runs_newest').on(table.at)],
);
