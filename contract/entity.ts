import { z } from 'zod';
import { momentSchema } from './moment';
import { pageSizeSchema } from './page-size';
import { plainTextSchema } from './plain-text';

/** A row of the list of entities. Times are ISO 8601 in UTC. */
const entitySummarySchema = z
  .object({
    entityId: z.string().describe('`@name@key`'),
    name: z.string().describe('In lower case.'),
    key: z.string(),
    exists: z.boolean().describe('False where nothing is kept of it but locks and messages.'),
    lockedBy: z.string().nullable().describe('The instance that has locked it.'),
    waitingCount: z.number().int().describe("How many messages wait for the lock's release."),
    statePreview: z
      .string()
      .nullable()
      .describe("The first 256 characters of the state's JSON text; null where the entity does not exist."),
    stateBytes: z.number().int().nullable().describe('Size of the whole text in bytes.'),
    createdAt: z.iso.datetime(),
    lastOperationAt: z.iso.datetime(),
    state: z
      .string()
      .nullable()
      .optional()
      .describe("The whole of the state's JSON text, in lists only where asked for."),
  })
  .meta({ id: 'EntitySummary' });

export type EntitySummary = z.infer<typeof entitySummarySchema>;

/** Everything about one entity. */
export const entityDetailsSchema = entitySummarySchema
  .extend({
    state: z.string().nullable().describe('Null where the entity does not exist.'),
  })
  .meta({ id: 'EntityDetails' });

export type EntityDetails = z.infer<typeof entityDetailsSchema>;

/** The query of the list of entities, by their ids. */
export const entityListQuerySchema = z.object({
  name: plainTextSchema.min(1).optional(),
  prefix: plainTextSchema.min(1).optional().describe('Entities whose key starts with this.'),
  lastOperationFrom: momentSchema.optional().describe('Last operation at this time or later.'),
  lastOperationTo: momentSchema.optional().describe('Last operation before this time.'),
  limit: pageSizeSchema,
  cursor: z.string().optional().describe("From a page's `next`."),
});

export type EntityListQuery = z.infer<typeof entityListQuerySchema>;

export const entityPageSchema = z
  .object({
    entities: z.array(entitySummarySchema),
    next: z.string().nullable().describe('Cursor of the page with greater ids; null at the end.'),
  })
  .meta({ id: 'EntityPage' });

export type EntityPage = z.infer<typeof entityPageSchema>;

/** `POST /api/v1/entities/{name}/{key}/{operation}`, with `?signal=true` without waiting for the result. */
export const operationRequestSchema = z.object({ input: z.unknown().optional() }).meta({ id: 'OperationRequest' });

/** What the operation gave; absent where it gave nothing. */
export const operationResponseSchema = z.object({ result: z.unknown().optional() }).meta({ id: 'OperationResponse' });

export type OperationResponse = z.infer<typeof operationResponseSchema>;
