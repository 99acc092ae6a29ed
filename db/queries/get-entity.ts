/** Everything about one entity. It may be a batch of operations behind what its owner knows. */
import { and, eq } from 'drizzle-orm';
import type { EntityDetails } from '@/contract/entity';
import { entities } from '../entity-schema';
import { entityColumns, toEntitySummary } from './entity-summary';
import type { InstanceKey } from './instance-key';
import type { QueryDatabase } from './query-database';

/** An entity with its state; null where there is none. */
export async function getEntity(db: QueryDatabase, key: InstanceKey): Promise<EntityDetails | null> {
  const [row] = await db
    .select({ ...entityColumns, state: entities.state })
    .from(entities)
    .where(and(eq(entities.partitionId, key.partitionId), eq(entities.instanceId, key.instanceId)));
  return row === undefined ? null : { ...toEntitySummary(row), state: row.state };
}
