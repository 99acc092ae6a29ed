import type { Completion } from '../../client/completion';
import { actorOf } from '../actor-of';
import type { HttpServices } from '../services';
import { azureEmpty, azureError, azureJson } from './azure-answers';
import { readAzureQuery } from './azure-query';
import { checkStatusResponse } from './check-status';
import { findInstance } from './find-instance';
import { readAzureJson } from './read-azure-json';
import { statusPayload } from './status-payload';

/** However long the caller would wait, a connection is not held longer. */
const WAIT_MS_MAX = 60_000;

/**
 * Starts an instance: 202 with its management links. With `timeout` and `pollingInterval` (seconds) it waits that long
 * for the end, and then answers 200: the output, or the status of an instance that ended otherwise.
 */
export async function startInstance(
  request: Request,
  params: { functionName: string; instanceId?: string },
  services: HttpServices,
): Promise<Response> {
  const { client, publicAddress } = services;
  const query = readAzureQuery(request.url);
  const [timeoutS, intervalS] = [query.number('timeout'), query.number('pollingInterval')];
  if (timeoutS !== undefined && intervalS !== undefined && intervalS > timeoutS) {
    return azureError(400, 'The total timeout is shorter than the polling interval');
  }
  const body = await readAzureJson(request);
  if (body instanceof Response) return body;
  const options = { instanceId: params.instanceId, actor: actorOf(request) };
  const instanceId = await client.startNew(params.functionName, body.value, options);
  if (timeoutS === undefined || intervalS === undefined) return checkStatusResponse(instanceId, publicAddress);
  const timeoutMs = Math.min(timeoutS * 1000, WAIT_MS_MAX);
  return answerOutcome(instanceId, await client.waitForCompletion(instanceId, { timeoutMs }), services);
}

async function answerOutcome(
  instanceId: string,
  { status, output }: Completion,
  { client, publicAddress }: HttpServices,
): Promise<Response> {
  switch (status) {
    case 'Completed':
      return azureJson(output ?? null);
    case 'Failed':
    case 'Canceled':
    case 'Terminated': {
      const instance = await findInstance(client, instanceId);
      return instance === null ? azureEmpty(404) : azureJson(statusPayload(instance, true));
    }
    default:
      return checkStatusResponse(instanceId, publicAddress);
  }
}
