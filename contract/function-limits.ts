import { z } from 'zod';

const MAX = 1_000_000;

const maxConcurrent = z.number().int().min(1).max(MAX).nullable();
const rate = z.number().int().min(1).max(MAX).nullable();
const per = z.enum(['second', 'minute']);

/** What an activity is limited to, in the whole hub. */
export const functionLimitsSchema = z.object({
  name: z.string(),
  /** So many run at once, on all nodes together; null: no limit. */
  maxConcurrent,
  /** So many begin in each second or minute, evenly; null: no limit. */
  rate,
  per,
  /** Absent where it was never limited. */
  updatedAt: z.iso.datetime().optional(),
  updatedBy: z.string().optional(),
});

export type FunctionLimits = z.infer<typeof functionLimitsSchema>;

/** `PUT /api/v1/functions/{name}/limits`: what is not given is not limited. */
export const putFunctionLimitsSchema = z.object({
  maxConcurrent: maxConcurrent.default(null),
  rate: rate.default(null),
  per: per.default('second'),
});

export type PutFunctionLimits = z.infer<typeof putFunctionLimitsSchema>;
