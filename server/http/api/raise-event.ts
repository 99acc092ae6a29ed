import { eventNameSchema, raiseEventRequestSchema } from '@/contract/commands';
import { instanceIdSchema } from '@/contract/instance';
import { actorOf } from '../actor-of';
import { accepted } from '../answers';
import type { HttpServices } from '../services';
import { readCommand, validate } from '../validate';

/** Delivers an external event: 202 once it is durable. With a `taskId`, 409 where somebody was faster. */
export async function raiseEvent(
  request: Request,
  params: { id: string; name: string },
  { client }: HttpServices,
): Promise<Response> {
  const instanceId = validate(instanceIdSchema, params.id);
  const name = validate(eventNameSchema, params.name);
  const { data, taskId } = await readCommand(request, raiseEventRequestSchema);
  await client.raiseEvent(instanceId, name, data, { taskId, actor: actorOf(request) });
  return accepted();
}
