import { actorOf } from '../actor-of';
import { accepted } from '../answers';
import { entityAddress } from '../entity-address';
import type { HttpServices } from '../services';

/** Signals an entity to delete itself: 202 once the signal is durable. */
export async function deleteEntity(
  request: Request,
  params: { name: string; key: string },
  { client }: HttpServices,
): Promise<Response> {
  await client.deleteEntity(entityAddress(params), { actor: actorOf(request) });
  return accepted();
}
