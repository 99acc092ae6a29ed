import { instanceListQuerySchema } from '@/contract/instance';
import { json } from '../answers';
import type { HttpServices } from '../services';
import { readQuery } from '../validate';

/** One page of instances: 200 with an `InstancePage`. */
export async function listInstances(request: Request, _params: unknown, { client }: HttpServices): Promise<Response> {
  return json(await client.listInstances(readQuery(request, instanceListQuerySchema)));
}
