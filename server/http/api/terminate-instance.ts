import { terminateRequestSchema } from '@/contract/commands';
import { instanceIdSchema } from '@/contract/instance';
import { actorOf } from '../actor-of';
import { accepted } from '../answers';
import type { HttpServices } from '../services';
import { readCommand, validate } from '../validate';

/** Ends an instance, and its sub-orchestrations unless told otherwise: 202 once that is durable. */
export async function terminateInstance(
  request: Request,
  params: { id: string },
  { client }: HttpServices,
): Promise<Response> {
  const instanceId = validate(instanceIdSchema, params.id);
  const { reason, recursive } = await readCommand(request, terminateRequestSchema);
  await client.terminate(instanceId, reason, { recursive, actor: actorOf(request) });
  return accepted();
}
