import { purgeRequestSchema } from '@/contract/commands';
import { actorOf } from '../actor-of';
import { json } from '../answers';
import type { HttpServices } from '../services';
import { readCommand } from '../validate';

/** Deletes the instances that have ended and fit, up to a limit: 200 with a `PurgeResponse`. */
export async function purgeInstances(request: Request, _params: unknown, { client }: HttpServices): Promise<Response> {
  const { limit, ...filter } = await readCommand(request, purgeRequestSchema);
  return json(await client.purgeBy(filter, { limit, actor: actorOf(request) }));
}
