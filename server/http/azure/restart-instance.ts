import { ClientError } from '../../client/client-error';
import { actorOf } from '../actor-of';
import type { HttpServices } from '../services';
import { awaitOutcome, readWait } from './await-outcome';
import { azureError } from './azure-answers';
import { readAzureQuery } from './azure-query';
import { findInstance } from './find-instance';

/** Starts an instance's orchestrator again, under a new id unless told otherwise: answers as a start; 400 where there is none. */
export async function restartInstance(
  request: Request,
  params: { instanceId: string },
  services: HttpServices,
): Promise<Response> {
  const wait = readWait(request);
  if (wait instanceof Response) return wait;
  if ((await findInstance(services.client, params.instanceId)) === null) return notFound(params.instanceId);
  const restartWithNewInstanceId = readAzureQuery(request.url).flag('restartWithNewInstanceId', true);
  const options = { restartWithNewInstanceId, actor: actorOf(request) };
  try {
    const instanceId = await services.client.restart(params.instanceId, options);
    return await awaitOutcome(instanceId, { timeoutMs: wait, signal: request.signal }, services);
  } catch (error) {
    if (!(error instanceof ClientError && error.code === 'instance-not-ended')) throw error;
    return azureError(409, 'A non-terminal instance with this instance ID already exists.');
  }
}

/** The misspelling is the extension's. */
function notFound(instanceId: string): Response {
  return azureError(400, 'InstanceId does not match a valid orchestration instance.', {
    message: `An orchestrastion with the instanceId ${instanceId} was not found.`,
    type: 'System.ArgumentException',
  });
}
