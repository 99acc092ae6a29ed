import type { InstanceDetails } from '@/contract/instance';
import { instanceIdSchema } from '@/contract/instance-id';
import type { DurableClient } from '../../client/durable-client';

/** The instance with this id; null where there is none, and where no instance can have such an id. */
export async function findInstance(client: DurableClient, instanceId: string): Promise<InstanceDetails | null> {
  return instanceIdSchema.safeParse(instanceId).success ? await client.getInstance(instanceId) : null;
}
