import { actorOf } from '../actor-of';
import { entityAddress } from '../entity-address';
import type { HttpServices } from '../services';
import { azureEmpty } from './azure-answers';

/** Signals the operation `delete`: 202 once that is durable. */
export async function deleteEntity(
  request: Request,
  params: { entityName: string; entityKey?: string },
  { client }: HttpServices,
): Promise<Response> {
  const entity = entityAddress({ name: params.entityName, key: params.entityKey ?? '' });
  await client.deleteEntity(entity, { actor: actorOf(request) });
  return azureEmpty(202);
}
