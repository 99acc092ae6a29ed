import { z } from 'zod';
import { actorSchema } from './actor';
import { eventNameSchema, reasonRequestSchema } from './commands';
import { instanceFilterSchema } from './instance-filter';
import { instanceIdSchema } from './instance-id';
import { queryInteger } from './query-integer';

/** What can be done to many instances at once. */
const BATCH_OPERATIONS = [
  'terminate',
  'suspend',
  'resume',
  'cancel',
  'rewind',
  'restart',
  'purge',
  'raiseEvent',
] as const;

export type BatchOperation = (typeof BATCH_OPERATIONS)[number];

export const BATCH_STATES = ['running', 'paused', 'completed', 'aborted'] as const;

export type BatchState = (typeof BATCH_STATES)[number];

/** So many instances can be named by their ids. More are meant by a filter. */
const BATCH_IDS_MAX = 1000;

const idsSchema = z
  .array(instanceIdSchema)
  .min(1, 'Name an instance.')
  .max(BATCH_IDS_MAX, `At most ${BATCH_IDS_MAX} instances can be named by their ids: give a filter.`);

const targets = {
  instanceIds: idsSchema.optional().describe('The instances, by their ids: either these or a filter.'),
  filter: instanceFilterSchema
    .strict()
    .optional()
    .describe('The instances that fit, of those that exist when the batch is made. An empty filter means all.'),
};

/** `POST /api/v1/batches/preview` */
export const batchPreviewRequestSchema = z
  .object({ operation: z.enum(BATCH_OPERATIONS), ...targets })
  .meta({ id: 'BatchPreviewRequest' });

/** `POST /api/v1/batches` */
export const batchRequestSchema = z
  .object({
    operation: z.enum(BATCH_OPERATIONS),
    ...targets,
    reason: reasonRequestSchema.shape.reason.describe('Kept with the batch, and in the history of each instance.'),
    eventName: eventNameSchema.optional().describe('The external event to raise, for `raiseEvent`.'),
    data: z.unknown().optional().describe('What the event carries.'),
    recursive: z
      .boolean()
      .optional()
      .describe('For `terminate` and `purge`: whether sub-orchestrations follow; they do by default.'),
  })
  .meta({ id: 'BatchRequest' });

export type BatchRequest = z.infer<typeof batchRequestSchema>;
export type BatchTargets = Pick<BatchRequest, 'operation' | 'instanceIds' | 'filter'>;

/** What is wrong with the request as a whole, as a sentence; null where nothing is. */
export function batchProblem({
  operation,
  instanceIds,
  filter,
  ...rest
}: BatchTargets & Partial<BatchRequest>): string | null {
  if ((instanceIds === undefined) === (filter === undefined)) return 'Give either instanceIds or a filter.';
  if (operation === 'raiseEvent' && 'reason' in rest && rest.eventName === undefined) return 'Give an eventName.';
  if (operation !== 'raiseEvent' && rest.eventName !== undefined) return 'Only raiseEvent takes an eventName.';
  return null;
}

/** How many instances a batch would concern, and some of them. */
export const batchPreviewSchema = z
  .object({
    matched: z.number().int().describe('Instances that fit now and that the operation can concern.'),
    isCapped: z.boolean().describe('There are that many or more: they were not counted further.'),
    sample: z
      .array(z.object({ instanceId: z.string(), name: z.string(), status: z.string() }))
      .describe('The newest few.'),
  })
  .meta({ id: 'BatchPreview' });

export type BatchPreview = z.infer<typeof batchPreviewSchema>;

export const batchSchema = z
  .object({
    batchId: z.uuid(),
    operation: z.enum(BATCH_OPERATIONS),
    filter: z.record(z.string(), z.unknown()).nullable().describe('What it was given; null where it was given ids.'),
    instanceCount: z.number().int().nullable().describe('How many ids it was given; null where it was given a filter.'),
    eventName: z.string().nullable(),
    reason: z.string(),
    actor: actorSchema,
    state: z.enum(BATCH_STATES),
    matched: z
      .number()
      .int()
      .nullable()
      .describe('Instances that fitted when it was made; null where they were too many to count.'),
    done: z.number().int().describe('Instances that took the command.'),
    skipped: z.number().int().describe('Instances that it does not concern, such as those that had ended meanwhile.'),
    failed: z.number().int(),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Batch' });

export type Batch = z.infer<typeof batchSchema>;

export const batchPageSchema = z
  .object({
    batches: z.array(batchSchema),
    next: z.string().nullable().describe('Cursor of the page with older ones; null at the end.'),
  })
  .meta({ id: 'BatchPage' });

export type BatchPage = z.infer<typeof batchPageSchema>;

/** `GET /api/v1/batches` */
export const batchListQuerySchema = z.object({
  state: z.enum(BATCH_STATES).optional(),
  limit: queryInteger(1, 200).default(50),
  cursor: z.string().max(4096).optional().describe('From a page’s `next`, with the same state.'),
});

export type BatchListQuery = z.infer<typeof batchListQuerySchema>;

export const batchProblemListSchema = z
  .object({
    problems: z
      .array(
        z.object({
          instanceId: z.string(),
          outcome: z.enum(['skipped', 'failed']),
          code: z.string(),
          detail: z.string(),
        }),
      )
      .describe('By instance id, those that failed first; no more than 1,000 of each kind are kept.'),
  })
  .meta({ id: 'BatchProblemList' });

export type BatchProblemList = z.infer<typeof batchProblemListSchema>;
