import { z } from 'zod';
import { plainTextSchema } from './plain-text';
import { isTerminal, RUNTIME_STATUSES } from './runtime-status';

const MINUTE_MS = 60_000;
const KEEP_MS_MAX = 100 * 365 * 24 * 60 * MINUTE_MS;

const text = plainTextSchema.min(1).max(256);

/** A status in which an instance has ended. */
const endedSchema = z.enum(RUNTIME_STATUSES).refine(isTerminal, 'Only instances that have ended are purged');

/** Which instances go by themselves, and how long after their end. */
export const retentionRuleBodySchema = z.strictObject({
  name: text,
  /** One of these; at least one is named. */
  statuses: z.array(endedSchema).min(1),
  /** Null: of any orchestrator. */
  orchestrator: text.nullable().default(null),
  /** Null: with whatever tags. */
  tag: z
    .strictObject({ key: text, value: plainTextSchema.max(1_024) })
    .nullable()
    .default(null),
  /** From a minute to a hundred years. */
  keepMs: z.number().int().min(MINUTE_MS).max(KEEP_MS_MAX),
  isPaused: z.boolean().default(false),
});

export type RetentionRuleBody = z.infer<typeof retentionRuleBodySchema>;

const retentionRuleSchema = z.object({
  ...retentionRuleBodySchema.shape,
  ruleId: z.uuid(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** When it was last applied; null before the first time. */
  lastRunAt: z.iso.datetime().nullable(),
  /** How many instances went by it. */
  purged: z.number().int(),
});

export type RetentionRule = z.infer<typeof retentionRuleSchema>;

/** Instances that a rule had purged together. The name is the rule's at the time. */
const retentionRunSchema = z.object({
  ruleId: z.uuid(),
  name: z.string(),
  at: z.iso.datetime(),
  purged: z.number().int(),
});

export type RetentionRun = z.infer<typeof retentionRunSchema>;

/** `GET /api/v1/retention`: all rules, and what went by them lately, the newest first. */
export const retentionSchema = z.object({
  rules: z.array(retentionRuleSchema),
  runs: z.array(retentionRunSchema),
});

export type Retention = z.infer<typeof retentionSchema>;

/** `POST /api/v1/retention/preview`: what a rule would purge if it were applied now. */
export const retentionPreviewSchema = z.object({
  /** Ends at `cap`: that many means that many or more. Sub-orchestrations that would go along are counted too. */
  count: z.number().int(),
  cap: z.number().int(),
  /** Some of them, those that ended first. */
  sample: z.array(z.object({ instanceId: z.string(), name: z.string(), completedAt: z.iso.datetime() })),
});

export type RetentionPreview = z.infer<typeof retentionPreviewSchema>;
