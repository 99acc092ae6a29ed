import type { Completion } from '../../client/completion';
import type { HttpServices } from '../services';
import { azureEmpty, azureError, azureJson } from './azure-answers';
import { readAzureQuery } from './azure-query';
import { checkStatusResponse } from './check-status';
import { findInstance } from './find-instance';
import { statusPayload } from './status-payload';

/** However long the caller would wait, a connection is not held longer. */
const WAIT_MS_MAX = 60_000;

/** How long the caller wants to wait for the end, in milliseconds; null: not at all. A Response where that makes no sense. */
export function readWait(request: Request): number | null | Response {
  const query = readAzureQuery(request.url);
  const [timeoutS, intervalS] = [query.number('timeout'), query.number('pollingInterval')];
  if (timeoutS === undefined || intervalS === undefined) return null;
  if (intervalS > timeoutS) return azureError(400, 'The total timeout is shorter than the polling interval');
  return Math.min(timeoutS * 1000, WAIT_MS_MAX);
}

/** What to answer for an instance that was just started: its management links, or what it gives within the time. */
export async function awaitOutcome(
  instanceId: string,
  timeoutMs: number | null,
  services: HttpServices,
): Promise<Response> {
  const { client, publicAddress } = services;
  if (timeoutMs === null) return checkStatusResponse(instanceId, publicAddress);
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
