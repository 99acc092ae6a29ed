import { isTerminal } from '@/contract/runtime-status';
import { actorOf } from '../actor-of';
import type { HttpServices } from '../services';
import { azureEmpty, azureError } from './azure-answers';
import { readAzureQuery } from './azure-query';
import { findInstance } from './find-instance';

/** Lets a failed instance try again: 202 once that is durable, 404; 410 where it ended otherwise, 400 where it has not. */
export async function rewindInstance(
  request: Request,
  params: { instanceId: string },
  { client }: HttpServices,
): Promise<Response> {
  const instance = await findInstance(client, params.instanceId);
  if (instance === null) return azureEmpty(404);
  if (instance.status !== 'Failed') {
    return isTerminal(instance.status) ? azureEmpty(410) : azureError(400, 'Only what has failed can be rewound.');
  }
  const reason = readAzureQuery(request.url).text('reason') ?? '';
  await client.rewind(params.instanceId, reason, { actor: actorOf(request) });
  return azureEmpty(202);
}
