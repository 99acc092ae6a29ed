import { instanceIdSchema, instanceListQuerySchema } from '@/contract/instance';
import { json } from '../answers';
import type { HttpServices } from '../services';
import { readQuery, validate } from '../validate';

const querySchema = instanceListQuerySchema.pick({ limit: true, cursor: true });

/** One page of the sub-orchestrations that an instance has started, the newest first: 200 with an `InstancePage`. */
export async function listChildren(
  request: Request,
  params: { id: string },
  { client }: HttpServices,
): Promise<Response> {
  const parent = validate(instanceIdSchema, params.id);
  return json(await client.listInstances({ ...readQuery(request, querySchema), parent }));
}
