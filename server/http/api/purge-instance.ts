import { purgeQuerySchema } from '@/contract/commands';
import { instanceIdSchema } from '@/contract/instance';
import { actorOf } from '../actor-of';
import { json } from '../answers';
import type { HttpServices } from '../services';
import { readQuery, validate } from '../validate';

/** Deletes one instance with its history: 200 with a `PurgeResponse`. */
export async function purgeInstance(
  request: Request,
  params: { id: string },
  { client }: HttpServices,
): Promise<Response> {
  const instanceId = validate(instanceIdSchema, params.id);
  const options = readQuery(request, purgeQuerySchema);
  return json(await client.purge(instanceId, { ...options, actor: actorOf(request) }));
}
