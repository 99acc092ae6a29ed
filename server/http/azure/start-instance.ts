import { actorOf } from '../actor-of';
import { idempotencyKeyOf } from '../idempotency-key';
import type { HttpServices } from '../services';
import { awaitOutcome, readWait } from './await-outcome';
import { readAzureQuery } from './azure-query';
import { readAzureJson } from './read-azure-json';

/**
 * Starts an instance, of the `version` that the query names where it names one: 202 with its management links. With
 * `timeout` and `pollingInterval` (seconds) it waits that long for the end, and then answers 200: the output, or the status
 * of an instance that ended otherwise.
 */
export async function startInstance(
  request: Request,
  params: { functionName: string; instanceId?: string },
  services: HttpServices,
): Promise<Response> {
  const wait = readWait(request);
  if (wait instanceof Response) return wait;
  const body = await readAzureJson(request);
  if (body instanceof Response) return body;
  const version = readAzureQuery(request.url).text('version') || undefined;
  const options = {
    instanceId: params.instanceId,
    version,
    idempotencyKey: idempotencyKeyOf(request),
    actor: actorOf(request),
  };
  // Azure's client for JavaScript sends an empty string where it was given no input.
  const input = body.value === '' ? undefined : body.value;
  const instanceId = await services.client.startNew(params.functionName, input, options);
  return awaitOutcome(instanceId, { timeoutMs: wait, signal: request.signal }, services);
}
