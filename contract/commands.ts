import { z } from 'zod';
import { checkedText } from './checked-text';
import { instanceIdSchema } from './instance';
import { limits } from './limits';
import { momentSchema } from './moment';
import { plainTextSchema } from './plain-text';
import { tagsSchema } from './tags';
import { nameProblem, versionProblem } from './text-problem';

/** The version of an instance; the empty text is none. */
export const versionSchema = checkedText(versionProblem);

/** `POST /api/v1/instances` */
export const startRequestSchema = z.object({
  name: z.string().min(1),
  /** By default the one that new instances get. */
  version: versionSchema.optional(),
  instanceId: instanceIdSchema.optional(),
  input: z.unknown().optional(),
  tags: tagsSchema.optional(),
  /** What happens where an instance with this id has not ended; `error` by default. */
  onConflict: z.enum(['error', 'replace', 'return-existing']).optional(),
  /** Its code begins at this time; at once by default. */
  startAt: momentSchema.optional(),
});

export const startResponseSchema = z.object({ instanceId: z.string() });

/** The name of an external event. */
export const eventNameSchema = checkedText((name) => nameProblem(name, 'An event'));

/** `POST /api/v1/instances/{id}/events/{name}`. With `taskId` only that wait is answered, and only while it is open. */
export const raiseEventRequestSchema = z.object({
  data: z.unknown().optional(),
  taskId: z.number().int().positive().optional(),
});

/** Why a command is given: text of one or more lines. */
const reasonSchema = z
  .string()
  .trim()
  .min(1, 'Give a reason.')
  .refine((reason) => reason.length <= limits().reasonLength, {
    error: () => `A reason has at most ${limits().reasonLength} characters.`,
  })
  .regex(/^[^\0\p{Cs}]*$/u, 'A reason has no NUL and no half of a character.');

/** `POST /api/v1/instances/{id}/suspend`, `/resume`, `/cancel` and `/rewind` */
export const reasonRequestSchema = z.object({ reason: reasonSchema });

/** `POST /api/v1/instances/{id}/terminate`. Its open sub-orchestrations end with it, unless `recursive` is false. */
export const terminateRequestSchema = reasonRequestSchema.extend({ recursive: z.boolean().optional() });

/** `POST /api/v1/instances/{id}/restart`: the same orchestrator with the same input, under its old id unless told otherwise. */
export const restartRequestSchema = z.object({ newInstanceId: z.boolean().default(false) });

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** `DELETE /api/v1/instances/{id}`. Only with `force` one that has not ended; its sub-orchestrations too by default. */
export const purgeQuerySchema = z.object({ force: flag.default(false), recursive: flag.default(true) });

/** `POST /api/v1/instances/purge`: what has ended and fits. Their sub-orchestrations follow, and are not counted. */
export const purgeRequestSchema = z
  .object({
    status: z
      .array(z.enum(['Completed', 'Failed', 'Canceled', 'Terminated']))
      .min(1)
      .optional(),
    name: plainTextSchema.min(1).optional(),
    prefix: plainTextSchema.min(1).optional(),
    createdFrom: momentSchema.optional(),
    createdTo: momentSchema.optional(),
    /** No more than these, the newest first. */
    limit: z.number().int().positive().optional(),
  })
  .refine(({ limit: _, ...filter }) => Object.values(filter).some((value) => value !== undefined), {
    error: 'Say which: give a status, a name, a prefix or a time.',
  });

export const purgeResponseSchema = z.object({ instancesDeleted: z.number().int() });

export type StartRequest = z.infer<typeof startRequestSchema>;
export type StartResponse = z.infer<typeof startResponseSchema>;
export type RaiseEventRequest = z.infer<typeof raiseEventRequestSchema>;
export type TerminateRequest = z.infer<typeof terminateRequestSchema>;
export type RestartRequest = z.input<typeof restartRequestSchema>;
export type PurgeResponse = z.infer<typeof purgeResponseSchema>;

/** `GET /api/v1/functions` */
export const functionListSchema = z.object({
  orchestrators: z.array(z.object({ name: z.string(), version: z.string().nullable() })),
  activities: z.array(z.object({ name: z.string() })),
  entities: z.array(z.object({ name: z.string() })),
});

export type FunctionList = z.infer<typeof functionListSchema>;
