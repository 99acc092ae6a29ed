import { ClientError } from '../../client/client-error';
import type { DurableClient, HubClient } from '../../client/durable-client';
import type { DurableHttpClient } from '../../client/durable-http-client';
import { type LinkAddress, managementLinks } from '../../client/management-links';
import type { LongPolls } from '../long-polls';
import { azureJson } from './azure-answers';
import { checkStatusResponse } from './check-status';
import { statusPayload } from './status-payload';

const TIMEOUT_MS = 10_000;
const RETRY_INTERVAL_MS = 1_000;

/** The client, with its answers to HTTP requests in the shapes that Azure's client gives them. */
export function withHttpAnswers(client: HubClient, address: LinkAddress, longPolls: LongPolls): DurableClient {
  const answers: DurableHttpClient = {
    createHttpManagementPayload: (instanceId, options) => managementLinks(instanceId, address, options),
    createCheckStatusResponse: (_request, instanceId, options) =>
      checkStatusResponse(managementLinks(instanceId, address, options)),
    waitForCompletionOrCreateCheckStatusResponse: async (request, instanceId, options = {}) => {
      const { timeoutInMilliseconds: timeoutMs = TIMEOUT_MS, retryIntervalInMilliseconds = RETRY_INTERVAL_MS } =
        options;
      if (retryIntervalInMilliseconds > timeoutMs) throw tooShort(timeoutMs, retryIntervalInMilliseconds);
      const completion = await longPolls.wait(client, instanceId, { timeoutMs, signal: request?.signal });
      switch (completion?.status) {
        case 'Completed':
          return azureJson(completion.output ?? null);
        case 'Failed':
        case 'Canceled':
        case 'Terminated': {
          const payload = statusPayload(await client.getStatus(instanceId));
          return azureJson(payload, { status: completion.status === 'Failed' ? 500 : 200 });
        }
        default:
          return answers.createCheckStatusResponse(request, instanceId, options);
      }
    },
  };
  return { ...client, ...answers };
}

function tooShort(timeoutMs: number, retryMs: number): ClientError {
  const message = `Total timeout ${timeoutMs} (ms) should be bigger than retry timeout ${retryMs} (ms).`;
  return new ClientError('invalid-request', message);
}
