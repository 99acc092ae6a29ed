import { isTerminal } from '@/contract/runtime-status';
import { actorOf } from '../actor-of';
import type { Handler } from '../route';
import { azureEmpty } from './azure-answers';
import { readAzureQuery } from './azure-query';
import { findInstance } from './find-instance';

/** The handler of a command with an optional `reason`: 202 once it is durable, 404 or 410 where it cannot be. */
export function commandInstance(command: 'terminate' | 'suspend' | 'resume'): Handler<{ instanceId: string }> {
  return async (request, params, { client }) => {
    const instance = await findInstance(client, params.instanceId);
    if (instance === null) return azureEmpty(404);
    if (isTerminal(instance.status)) return azureEmpty(410);
    const reason = readAzureQuery(request.url).text('reason') ?? '';
    await client[command](params.instanceId, reason, { actor: actorOf(request) });
    return azureEmpty(202);
  };
}
