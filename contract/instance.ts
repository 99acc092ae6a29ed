import { z } from 'zod';
import { awaitTreeSchema } from './await-tree';
import { failureDetailsSchema } from './failure-details';
import { waitSchema } from './human-task';
import { instanceFilterSchema } from './instance-filter';
import { pageSizeSchema } from './page-size';
import { RUNTIME_STATUSES } from './runtime-status';

/** A row of the list: no payloads. Times are ISO 8601 in UTC. */
const instanceSummarySchema = z
  .object({
    instanceId: z.string(),
    name: z.string(),
    version: z.string().nullable(),
    status: z.enum(RUNTIME_STATUSES),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    completedAt: z.iso.datetime().nullable(),
    waitingOn: awaitTreeSchema.nullable(),
    customStatus: z.string().nullable().describe("The first 256 characters of the custom status's JSON text."),
    parentInstanceId: z.string().nullable(),
    problem: z.string().nullable().describe('Why the instance cannot go on although it has not ended, as a sentence.'),
  })
  .meta({ id: 'InstanceSummary' });

export type InstanceSummary = z.infer<typeof instanceSummarySchema>;

/** Everything about one instance but its history. Payloads are JSON text. */
export const instanceDetailsSchema = instanceSummarySchema
  .extend({
    executionId: z.string(),
    generation: z.number().int(),
    customStatus: z.string().nullable().describe('The whole of its JSON text.'),
    tags: z.record(z.string(), z.string()),
    input: z.string().nullable(),
    output: z.string().nullable(),
    failure: failureDetailsSchema.nullable(),
    historyLength: z.number().int().describe("Number of events in the current generation's history."),
    earlierGenerations: z
      .array(z.number().int())
      .describe('Generations before this one whose history is still kept, the latest first.'),
    waits: z.array(waitSchema),
  })
  .meta({ id: 'InstanceDetails' });

export type InstanceDetails = z.infer<typeof instanceDetailsSchema>;

/** The query of the list. */
export const instanceListQuerySchema = instanceFilterSchema.extend({
  order: z.enum(['newest', 'oldest']).optional().describe('By the time of creation; `newest` first by default.'),
  limit: pageSizeSchema,
  cursor: z.string().optional().describe('From a page’s `next` or `previous`, with the same filter and order.'),
});

export type InstanceListQuery = z.infer<typeof instanceListQuerySchema>;

export const instancePageSchema = z
  .object({
    instances: z.array(instanceSummarySchema),
    next: z.string().nullable().describe('Cursor of the page with older instances; null at the end.'),
    previous: z.string().nullable().describe('Cursor of the page with newer instances; null on the first page.'),
  })
  .meta({ id: 'InstancePage' });

export type InstancePage = z.infer<typeof instancePageSchema>;

/** How many instances each status has, each count ending at `cap`: one more than `cap - 1` means "or more". */
export const statusCountsSchema = z
  .object({
    cap: z.number().int(),
    counts: z.partialRecord(z.enum(RUNTIME_STATUSES), z.number().int()),
  })
  .meta({ id: 'StatusCounts' });

export type StatusCounts = z.infer<typeof statusCountsSchema>;
