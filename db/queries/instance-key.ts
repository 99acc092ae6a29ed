/** The primary key of `instances`, and the beginning of every other key that an instance's rows have. */
import { and, eq, type SQL } from 'drizzle-orm';
import { instances } from '../schema';

export type InstanceKey = { partitionId: number; instanceId: string };

/** Matches the instance's own row. */
export function isInstance(key: InstanceKey): SQL | undefined {
  return and(eq(instances.partitionId, key.partitionId), eq(instances.instanceId, key.instanceId));
}
