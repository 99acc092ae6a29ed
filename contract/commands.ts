import { z } from 'zod';
import { instanceIdSchema } from './instance';
import { plainTextSchema } from './plain-text';

/** The version of an instance; the empty text is none. */
export const versionSchema = z
  .string()
  .regex(
    /^[^\p{Cc}\p{Cs}@]{0,256}$/u,
    'A version has at most 256 characters, none of them an @ or a control character.',
  );

/** `POST /api/v1/instances` */
export const startRequestSchema = z.object({
  name: z.string().min(1),
  /** By default the one that new instances get. */
  version: versionSchema.optional(),
  instanceId: instanceIdSchema.optional(),
  input: z.unknown().optional(),
  tags: z.record(z.string().min(1), z.string()).optional(),
});

export const startResponseSchema = z.object({ instanceId: z.string() });

/** The name of an external event. */
export const eventNameSchema = plainTextSchema.min(1).max(256);

/** `POST /api/v1/instances/{id}/events/{name}`. With `taskId` only that wait is answered, and only while it is open. */
export const raiseEventRequestSchema = z.object({
  data: z.unknown().optional(),
  taskId: z.number().int().positive().optional(),
});

/** `POST /api/v1/instances/{id}/terminate`, `/suspend` and `/resume` */
export const reasonRequestSchema = z.object({
  reason: z.string().trim().min(1, 'Give a reason.').max(1000),
});

export type StartRequest = z.infer<typeof startRequestSchema>;
export type StartResponse = z.infer<typeof startResponseSchema>;
export type RaiseEventRequest = z.infer<typeof raiseEventRequestSchema>;
export type ReasonRequest = z.infer<typeof reasonRequestSchema>;

/** `GET /api/v1/functions` */
export const functionListSchema = z.object({
  orchestrators: z.array(z.object({ name: z.string(), version: z.string().nullable() })),
  activities: z.array(z.object({ name: z.string() })),
  entities: z.array(z.object({ name: z.string() })),
});

export type FunctionList = z.infer<typeof functionListSchema>;
