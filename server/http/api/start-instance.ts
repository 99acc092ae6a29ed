import { type StartResponse, startRequestSchema } from '@/contract/commands';
import { actorOf } from '../actor-of';
import { json } from '../answers';
import type { HttpServices } from '../services';
import { readCommand } from '../validate';

/** Starts an instance: 201 with a `StartResponse` once the start is durable. */
export async function startInstance(request: Request, _params: unknown, { client }: HttpServices): Promise<Response> {
  const { name, input, startAt, ...options } = await readCommand(request, startRequestSchema);
  const begins = startAt === undefined ? undefined : new Date(startAt);
  return started(await client.startNew(name, input, { ...options, startAt: begins, actor: actorOf(request) }));
}

/** 201: an instance was started, and is to be found at this address. */
export function started(instanceId: string): Response {
  const answer: StartResponse = { instanceId };
  const location = `/api/v1/instances/${encodeURIComponent(instanceId)}`;
  return json(answer, { status: 201, headers: { location } });
}
