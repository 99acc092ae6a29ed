import { z } from 'zod';
import { momentSchema } from './moment';
import { pageSizeSchema } from './page-size';
import { plainTextSchema } from './plain-text';

/** A row of the list of entities. Times are ISO 8601 in UTC. */
const entitySummarySchema = z.object({
  /** `@name@key` */
  entityId: z.string(),
  /** In lower case. */
  name: z.string(),
  key: z.string(),
  /** False where nothing is kept of it but locks and messages. */
  exists: z.boolean(),
  /** The instance that has locked it. */
  lockedBy: z.string().nullable(),
  /** How many messages wait for the lock's release. */
  waitingCount: z.number().int(),
  /** The first 256 characters of the state's JSON text; null where the entity does not exist. */
  statePreview: z.string().nullable(),
  /** Size of the whole text in bytes. */
  stateBytes: z.number().int().nullable(),
  createdAt: z.iso.datetime(),
  lastOperationAt: z.iso.datetime(),
  /** The whole of the state's JSON text, in lists only where asked for. */
  state: z.string().nullable().optional(),
});

export type EntitySummary = z.infer<typeof entitySummarySchema>;

/** Everything about one entity. */
export const entityDetailsSchema = entitySummarySchema.extend({
  /** Null where the entity does not exist. */
  state: z.string().nullable(),
});

export type EntityDetails = z.infer<typeof entityDetailsSchema>;

/** The query of the list of entities, by their ids. */
export const entityListQuerySchema = z.object({
  name: plainTextSchema.min(1).optional(),
  /** Entities whose key starts with this. */
  prefix: plainTextSchema.min(1).optional(),
  /** Last operation at this time or later. */
  lastOperationFrom: momentSchema.optional(),
  /** Last operation before this time. */
  lastOperationTo: momentSchema.optional(),
  limit: pageSizeSchema,
  /** From a page's `next`. */
  cursor: z.string().optional(),
});

export type EntityListQuery = z.infer<typeof entityListQuerySchema>;

export const entityPageSchema = z.object({
  entities: z.array(entitySummarySchema),
  /** Cursor of the page with greater ids; null at the end. */
  next: z.string().nullable(),
});

export type EntityPage = z.infer<typeof entityPageSchema>;

/** `POST /api/v1/entities/{name}/{key}/{operation}`, with `?signal=true` without waiting for the result. */
export const operationRequestSchema = z.object({ input: z.unknown().optional() });

/** What the operation gave; absent where it gave nothing. */
export const operationResponseSchema = z.object({ result: z.unknown().optional() });

export type OperationResponse = z.infer<typeof operationResponseSchema>;
