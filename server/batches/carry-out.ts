/** One operation of a batch on one instance. Done twice it is as good as done once. */

import type { BatchResult, HeldBatch } from '../batch-store';
import { ClientError } from '../client/client-error';
import type { DurableClient } from '../client/durable-client';

/** Refusals that only say that there is nothing to be done. */
const NOTHING_TO_DO = new Set<ClientError['code']>([
  'instance-not-found',
  'instance-ended',
  'instance-not-ended',
  'instance-not-failed',
]);

type Client = Pick<
  DurableClient,
  'terminate' | 'suspend' | 'resume' | 'cancel' | 'rewind' | 'restart' | 'purge' | 'raiseEvent' | 'getInstance'
>;

/** What came of it. Rejects where nobody can tell, as while the database is away. */
export async function carryOut(client: Client, batch: HeldBatch, instanceId: string): Promise<BatchResult> {
  try {
    if (await isDoneSince(client, batch, instanceId)) {
      return {
        instanceId,
        outcome: 'skipped',
        code: 'changed-since',
        detail: 'It began or ended after the batch was made.',
      };
    }
    await act(client, batch, instanceId);
    return { instanceId, outcome: 'done' };
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    const outcome = NOTHING_TO_DO.has(error.code) ? 'skipped' : 'failed';
    return { instanceId, outcome, code: error.code, detail: error.message };
  }
}

/** What is begun or tried again must have ended before the batch was made; a filter has seen to that already. */
async function isDoneSince(client: Client, { request, createdAt }: HeldBatch, instanceId: string): Promise<boolean> {
  const { operation, instanceIds } = request;
  if (instanceIds === undefined || (operation !== 'restart' && operation !== 'rewind')) return false;
  const instance = await client.getInstance(instanceId);
  if (instance === null) return false;
  return [instance.createdAt, instance.completedAt ?? ''].some((time) => time > createdAt);
}

async function act(client: Client, { batchId, request, actor }: HeldBatch, instanceId: string): Promise<void> {
  const { operation, reason, eventName, data, recursive } = request;
  switch (operation) {
    case 'terminate':
      return client.terminate(instanceId, reason, { recursive, actor });
    case 'suspend':
    case 'resume':
    case 'cancel':
    case 'rewind':
      return client[operation](instanceId, reason, { actor });
    case 'restart':
      await client.restart(instanceId, { actor });
      return;
    case 'purge':
      await client.purge(instanceId, { recursive, actor });
      return;
    case 'raiseEvent':
      return client.raiseEvent(instanceId, eventName ?? '', data, { eventId: `${batchId}:${instanceId}`, actor });
  }
}
