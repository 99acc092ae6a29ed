import { z } from 'zod';

/** Who gave a command, and by which door it came in. */
export const actorSchema = z
  .object({
    name: z.string(),
    via: z.enum(['dashboard', 'api', 'client', 'orchestration', 'system']),
  })
  .meta({ id: 'Actor' });

export type Actor = z.infer<typeof actorSchema>;
