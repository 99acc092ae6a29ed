import { actorOf } from '../actor-of';
import type { HttpServices } from '../services';
import { azureEmpty, azureJson } from './azure-answers';
import { readAzureQuery } from './azure-query';
import { findInstance } from './find-instance';

/** Deletes one instance: 200 with how many were; 404; 409 where it has not ended, unless `force` is true. */
export async function purgeInstance(
  request: Request,
  params: { instanceId: string },
  { client }: HttpServices,
): Promise<Response> {
  if ((await findInstance(client, params.instanceId)) === null) return azureEmpty(404);
  const force = readAzureQuery(request.url).flag('force', false);
  return azureJson(await client.purge(params.instanceId, { force, actor: actorOf(request) }));
}
