import { z } from 'zod';

/**
 * A hint on `GET /api/v1/changes` (server-sent events named `change`): these instances have changed, read them again.
 * `instanceIds` is null where there were too many to name.
 */
export const changeHintSchema = z
  .object({
    instanceIds: z.array(z.string()).nullable(),
  })
  .meta({ id: 'ChangeHint' });

export type ChangeHint = z.infer<typeof changeHintSchema>;
