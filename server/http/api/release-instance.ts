import { instanceIdSchema } from '@/contract/instance';
import { actorOf } from '../actor-of';
import { accepted } from '../answers';
import type { HttpServices } from '../services';
import { validate } from '../validate';

/** Lets an instance that is held back, or whose activities are, go on: 202 once that is durable. */
export async function releaseInstance(
  request: Request,
  params: { id: string },
  { client }: HttpServices,
): Promise<Response> {
  await client.release(validate(instanceIdSchema, params.id), { actor: actorOf(request) });
  return accepted();
}
