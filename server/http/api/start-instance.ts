import { type StartResponse, startRequestSchema } from '@/contract/commands';
import { actorOf } from '../actor-of';
import { json } from '../answers';
import type { HttpServices } from '../services';
import { readCommand } from '../validate';

/** Starts an instance: 201 with a `StartResponse` once the start is durable. */
export async function startInstance(request: Request, _params: unknown, { client }: HttpServices): Promise<Response> {
  const { name, input, instanceId, tags, version } = await readCommand(request, startRequestSchema);
  const answer: StartResponse = {
    instanceId: await client.startNew(name, input, { instanceId, tags, version, actor: actorOf(request) }),
  };
  const location = `/api/v1/instances/${encodeURIComponent(answer.instanceId)}`;
  return json(answer, { status: 201, headers: { location } });
}
