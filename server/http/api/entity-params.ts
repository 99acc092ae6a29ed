import { z } from 'zod';

/** The parameters of a path that names one entity; `$` stands for the empty key. */
export const entityParamsSchema = z.object({ name: z.string(), key: z.string() });
