import { z } from 'zod';
import { awaitTreeSchema } from './await-tree';
import { checkedText } from './checked-text';
import { failureDetailsSchema } from './failure-details';
import { waitSchema } from './human-task';
import { momentSchema } from './moment';
import { pageSizeSchema } from './page-size';
import { plainTextSchema } from './plain-text';
import { RUNTIME_STATUSES } from './runtime-status';
import { instanceIdProblem } from './text-problem';

/**
 * An instance's id: up to 256 characters that can be seen, in normal form C, no `/ \\ # ?`, no space at its ends, not
 * starting with `@`.
 */
export const instanceIdSchema = checkedText(instanceIdProblem);

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
  createdFrom: momentSchema.optional(),
  /** Created before this time. */
  createdTo: momentSchema.optional(),
  limit: pageSizeSchema,
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
