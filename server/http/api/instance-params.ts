import { z } from 'zod';
import { instanceIdSchema } from '@/contract/instance';

/** The parameters of a path that names one instance. */
export const instanceParamsSchema = z.object({ id: instanceIdSchema });
