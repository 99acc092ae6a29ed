import { z } from 'zod';

/** The parameters of a path that names one batch. */
export const batchParamsSchema = z.object({ batchId: z.uuid() });
