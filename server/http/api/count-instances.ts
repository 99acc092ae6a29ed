import { instanceListQuerySchema } from '@/contract/instance';
import { json } from '../answers';
import type { HttpServices } from '../services';
import { readQuery } from '../validate';

const querySchema = instanceListQuerySchema.pick({ name: true, prefix: true });

/** How many instances each status has: 200 with `StatusCounts`. */
export async function countInstances(request: Request, _params: unknown, { client }: HttpServices): Promise<Response> {
  return json(await client.countInstances(readQuery(request, querySchema)));
}
