import { restartRequestSchema } from '@/contract/commands';
import { instanceIdSchema } from '@/contract/instance';
import { actorOf } from '../actor-of';
import type { HttpServices } from '../services';
import { readCommand, validate } from '../validate';
import { started } from './start-instance';

/** Starts an instance's orchestrator again with its input: 201 with a `StartResponse` once the start is durable. */
export async function restartInstance(
  request: Request,
  params: { id: string },
  { client }: HttpServices,
): Promise<Response> {
  const instanceId = validate(instanceIdSchema, params.id);
  const { newInstanceId } = await readCommand(request, restartRequestSchema);
  const options = { restartWithNewInstanceId: newInstanceId, actor: actorOf(request) };
  return started(await client.restart(instanceId, options));
}
