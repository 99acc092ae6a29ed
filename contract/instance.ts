import { z } from 'zod';
import { awaitTreeSchema } from './await-tree';
import { failureDetailsSchema } from './failure-details';
import { waitSchema } from './human-task';
import { plainTextSchema } from './plain-text';
import { queryInteger } from './query-integer';
import { RUNTIME_STATUSES } from './runtime-status';

const INSTANCE_ID_LENGTH_MAX = 256;

/** An instance's id: up to 256 characters, no `/ \ # ?` or control characters, not starting with `@`. */
export const instanceIdSchema = z
  .string()
  .min(1, 'An instance id has at least one character.')
  .max(INSTANCE_ID_LENGTH_MAX, `An instance id has at most ${INSTANCE_ID_LENGTH_MAX} characters.`)
  .regex(/^[^/\\#?\p{Cc}\p{Cs}]+$/u, 'An instance id has no / \\ # ? and no control characters.')
  .refine((id) => id !== '.' && id !== '..', 'An instance id is not . or .. alone: URLs take these for folders.')
  .refine((id) => !id.startsWith('@'), 'An instance id does not start with @: such ids are entities.');

/** A row of the list: no payloads. Times are ISO 8601 in UTC. */
const instanceSummarySchema = z.object({
  instanceId: z.string(),
  name: z.string(),
  version: z.string().nullable(),
  status: z.enum(RUNTIME_STATUSES),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  completedAt: z.iso.datetime().nullable(),
  waitingOn: awaitTreeSchema.nullable(),
  /** The first 256 characters of the custom status's JSON text. */
  customStatus: z.string().nullable(),
  parentInstanceId: z.string().nullable(),
  /** Why the instance cannot go on although it has not ended, as a sentence. */
  problem: z.string().nullable(),
});

export type InstanceSummary = z.infer<typeof instanceSummarySchema>;

/** Everything about one instance but its history. Payloads are JSON text. */
export const instanceDetailsSchema = instanceSummarySchema.extend({
  executionId: z.string(),
  generation: z.number().int(),
  /** The whole of its JSON text. */
  customStatus: z.string().nullable(),
  tags: z.record(z.string(), z.string()),
  input: z.string().nullable(),
  output: z.string().nullable(),
  failure: failureDetailsSchema.nullable(),
  /** Number of events in the current generation's history. */
  historyLength: z.number().int(),
  /** Generations before this one whose history is still kept, the latest first. */
  earlierGenerations: z.array(z.number().int()),
  waits: z.array(waitSchema),
});

export type InstanceDetails = z.infer<typeof instanceDetailsSchema>;

const listed = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat().join(',').split(','));

/** The query of the list: filters combine with *and*, the values of one filter with *or*. */
export const instanceListQuerySchema = z.object({
  status: listed.pipe(z.array(z.enum(RUNTIME_STATUSES))).optional(),
  name: plainTextSchema.min(1).optional(),
  /** Instances whose id starts with this. */
  prefix: plainTextSchema.min(1).optional(),
  /** The sub-orchestrations of the instance with this id. */
  parent: instanceIdSchema.optional(),
  /** Created at this time or later. */
  createdFrom: z.iso.datetime({ offset: true }).optional(),
  /** Created before this time. */
  createdTo: z.iso.datetime({ offset: true }).optional(),
  limit: queryInteger(1, 200).default(50),
  /** From a page's `next` or `previous`. */
  cursor: z.string().optional(),
});

export type InstanceListQuery = z.infer<typeof instanceListQuerySchema>;

export const instancePageSchema = z.object({
  instances: z.array(instanceSummarySchema),
  /** Cursor of the page with older instances; null at the end. */
  next: z.string().nullable(),
  /** Cursor of the page with newer instances; null on the first page. */
  previous: z.string().nullable(),
});

export type InstancePage = z.infer<typeof instancePageSchema>;

/** How many instances each status has, each count ending at `cap`: one more than `cap - 1` means "or more". */
export const statusCountsSchema = z.object({
  cap: z.number().int(),
  counts: z.partialRecord(z.enum(RUNTIME_STATUSES), z.number().int()),
});

export type StatusCounts = z.infer<typeof statusCountsSchema>;
