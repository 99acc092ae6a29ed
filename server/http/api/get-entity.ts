import { json } from '../answers';
import { entityAddress } from '../entity-address';
import { Refusal } from '../refusal';
import type { HttpServices } from '../services';

/** Everything about an entity: 200 with `EntityDetails`. */
export async function getEntity(
  _request: Request,
  params: { name: string; key: string },
  { client }: HttpServices,
): Promise<Response> {
  const entity = await client.getEntity(entityAddress(params));
  if (entity === null) throw new Refusal('entity-not-found', 'No entity of this name has this key.');
  return json(entity);
}
