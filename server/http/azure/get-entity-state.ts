import { entityAddress } from '../entity-address';
import type { HttpServices } from '../services';
import { azureEmpty, azureJson } from './azure-answers';

/** The state of an entity: 200 with nothing around it; 404 where the entity does not exist. */
export async function getEntityState(
  _request: Request,
  params: { entityName: string; entityKey: string },
  { client }: HttpServices,
): Promise<Response> {
  const entity = entityAddress({ name: params.entityName, key: params.entityKey });
  const { entityExists, entityState } = await client.readEntityState(entity);
  return entityExists ? azureJson(entityState) : azureEmpty(404);
}
