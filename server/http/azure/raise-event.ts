import { eventNameSchema } from '@/contract/commands';
import { isTerminal } from '@/contract/runtime-status';
import { actorOf } from '../actor-of';
import { idempotencyKeyOf } from '../idempotency-key';
import { isJson } from '../read-json';
import type { HttpServices } from '../services';
import { validate } from '../validate';
import { azureEmpty, azureError } from './azure-answers';
import { findInstance } from './find-instance';
import { readAzureJson } from './read-azure-json';

/** Delivers an external event: 202 once it is durable; 404, 410 and then 400, in this order, where it cannot be. */
export async function raiseEvent(
  request: Request,
  params: { instanceId: string; eventName: string },
  { client }: HttpServices,
): Promise<Response> {
  const instance = await findInstance(client, params.instanceId);
  if (instance === null) return azureEmpty(404);
  const idempotencyKey = idempotencyKeyOf(request);
  // An event that was raised with this key before was raised, though the instance has ended since.
  if (isTerminal(instance.status) && idempotencyKey === undefined) return azureEmpty(410);
  if (!isJson(request.headers.get('content-type'))) {
    return azureError(400, 'Only application/json request content is supported');
  }
  const body = await readAzureJson(request);
  if (body instanceof Response) return body;
  const name = validate(eventNameSchema, params.eventName);
  await client.raiseEvent(params.instanceId, name, body.value, { idempotencyKey, actor: actorOf(request) });
  return azureEmpty(202);
}
