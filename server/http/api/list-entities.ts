import { entityListQuerySchema } from '@/contract/entity';
import { json } from '../answers';
import type { HttpServices } from '../services';
import { readQuery } from '../validate';

/** One page of entities: 200 with an `EntityPage`. */
export async function listEntities(request: Request, _params: unknown, { client }: HttpServices): Promise<Response> {
  return json(await client.listEntities(readQuery(request, entityListQuerySchema)));
}
