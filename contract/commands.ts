import { z } from 'zod';
import { checkedText } from './checked-text';
import { instanceIdSchema } from './instance-id';
import { limits } from './limits';
import { momentSchema } from './moment';
import { plainTextSchema } from './plain-text';
import { tagsSchema } from './tags';
import { nameProblem, versionProblem } from './text-problem';

/** The version of an instance; the empty text is none. */
export const versionSchema = checkedText(versionProblem);

/** `POST /api/v1/instances` */
export const startRequestSchema = z
  .object({
    name: z.string().min(1),
    version: versionSchema.optional().describe('By default the one that new instances get.'),
    instanceId: instanceIdSchema.optional(),
    input: z.unknown().optional(),
    tags: tagsSchema.optional(),
    onConflict: z
      .enum(['error', 'replace', 'return-existing'])
      .optional()
      .describe('What happens where an instance with this id has not ended; `error` by default.'),
    startAt: momentSchema.optional().describe('Its code begins at this time; at once by default.'),
  })
  .meta({ id: 'StartRequest' });

export const startResponseSchema = z.object({ instanceId: z.string() }).meta({ id: 'StartResponse' });

/** The name of an external event. */
export const eventNameSchema = checkedText((name) => nameProblem(name, 'An event'));

/** `POST /api/v1/instances/{id}/events/{name}`. With `taskId` only that wait is answered, and only while it is open. */
export const raiseEventRequestSchema = z
  .object({
    data: z.unknown().optional(),
    taskId: z.number().int().positive().optional(),
  })
  .meta({ id: 'RaiseEventRequest' });

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
export const reasonRequestSchema = z.object({ reason: reasonSchema }).meta({ id: 'ReasonRequest' });

/** `POST /api/v1/instances/{id}/terminate`. Its open sub-orchestrations end with it, unless `recursive` is false. */
export const terminateRequestSchema = reasonRequestSchema
  .extend({ recursive: z.boolean().optional() })
  .meta({ id: 'TerminateRequest' });

/** `POST /api/v1/instances/{id}/restart`: the same orchestrator with the same input, under its old id unless told otherwise. */
export const restartRequestSchema = z
  .object({ newInstanceId: z.boolean().default(false) })
  .meta({ id: 'RestartRequest' });

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
    limit: z.number().int().positive().optional().describe('No more than these, the newest first.'),
  })
  .refine(({ limit: _, ...filter }) => Object.values(filter).some((value) => value !== undefined), {
    error: 'Say which: give a status, a name, a prefix or a time.',
  })
  .meta({ id: 'PurgeRequest' });

export const purgeResponseSchema = z.object({ instancesDeleted: z.number().int() }).meta({ id: 'PurgeResponse' });

export type StartRequest = z.infer<typeof startRequestSchema>;
export type StartResponse = z.infer<typeof startResponseSchema>;
export type RaiseEventRequest = z.infer<typeof raiseEventRequestSchema>;
export type TerminateRequest = z.infer<typeof terminateRequestSchema>;
export type RestartRequest = z.input<typeof restartRequestSchema>;
export type PurgeResponse = z.infer<typeof purgeResponseSchema>;

/** `GET /api/v1/functions` */
export const functionListSchema = z
  .object({
    orchestrators: z.array(z.object({ name: z.string(), version: z.string().nullable() })),
    activities: z.array(z.object({ name: z.string() })),
    entities: z.array(z.object({ name: z.string() })),
  })
  .meta({ id: 'FunctionList' });

export type FunctionList = z.infer<typeof functionListSchema>;
