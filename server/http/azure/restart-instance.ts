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
  if ((await findInstance(services.client, params.instanceId)) === null) {
    return azureError(400, 'InstanceId does not match a valid orchestration instance.');
  }
  const restartWithNewInstanceId = readAzureQuery(request.url).flag('restartWithNewInstanceId', true);
  const options = { restartWithNewInstanceId, actor: actorOf(request) };
  return awaitOutcome(await services.client.restart(params.instanceId, options), wait, services);
}
