import { z } from 'zod';
import { instanceIdSchema } from '@/contract/instance-id';

/** The parameters of a path that names one instance. */
export const instanceParamsSchema = z.object({ id: instanceIdSchema });
