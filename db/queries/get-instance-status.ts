/** What a waiting client needs to know of an instance, and no more: it may ask often. */
import { failureDetailsSchema } from '@/contract/failure-details';
import type { InstanceStatus } from '@/server/query-store';
import { instances } from '../schema';
import { type InstanceKey, isInstance } from './instance-key';
import type { QueryDatabase } from './query-database';
import { parseStored } from './stored-json';

/** Status and result of an instance; null where there is none. */
export async function getInstanceStatus(db: QueryDatabase, key: InstanceKey): Promise<InstanceStatus | null> {
  const [row] = await db
    .select({
      status: instances.status,
      generation: instances.generation,
      output: instances.output,
      failure: instances.failure,
    })
    .from(instances)
    .where(isInstance(key));
  return row === undefined ? null : { ...row, failure: parseStored(failureDetailsSchema, row.failure) };
}
