import type { HttpServices } from '../services';
import { azureError, azureJson } from './azure-answers';
import { readAzureQuery } from './azure-query';
import { extensionCheckStatus } from './check-status';
import { statusPayload } from './status-payload';

/** How long the caller wants to wait for the end, in milliseconds; null: not at all. A Response where that makes no sense. */
export function readWait(request: Request): number | null | Response {
  const query = readAzureQuery(request.url);
  const [timeoutS, intervalS] = [query.number('timeout'), query.number('pollingInterval')];
  if (timeoutS === undefined || intervalS === undefined) return null;
  if (intervalS > timeoutS) {
    return azureError(400, `Total timeout ${timeoutS} should be bigger than retry timeout ${intervalS}`);
  }
  return timeoutS * 1000;
}

/** What to answer for an instance that was just started: its management links, or what it gives within the time. */
export async function awaitOutcome(
  instanceId: string,
  { timeoutMs, signal }: { timeoutMs: number | null; signal: AbortSignal },
  { client, longPolls }: HttpServices,
): Promise<Response> {
  const completion = timeoutMs === null ? null : await longPolls.wait(client, instanceId, { timeoutMs, signal });
  switch (completion?.status) {
    case 'Completed':
      return azureJson(completion.output ?? null);
    case 'Failed':
    case 'Canceled':
    case 'Terminated':
      return azureJson(statusPayload(await client.getStatus(instanceId)));
    default:
      return extensionCheckStatus(client.createHttpManagementPayload(instanceId));
  }
}
