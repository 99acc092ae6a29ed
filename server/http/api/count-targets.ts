import type { BatchTargets } from '@/contract/batch';
import { concernedFilter } from '../../batches/batch-targets';
import type { DurableClient } from '../../client/durable-client';

export type TargetCount = { matched: number; isCapped: boolean };

/** How many instances a batch concerns now, counted up to `cap` of each status (by default as far as lists count). */
export async function countTargets(
  client: Pick<DurableClient, 'countInstances'>,
  targets: BatchTargets,
  cap?: number,
): Promise<TargetCount> {
  if (targets.instanceIds !== undefined) return { matched: targets.instanceIds.length, isCapped: false };
  const filter = concernedFilter(targets);
  if (filter.status?.length === 0) return { matched: 0, isCapped: false };
  const counted = await client.countInstances(filter, cap);
  const counts = Object.values(counted.counts);
  return {
    matched: counts.reduce((sum, count) => sum + count, 0),
    isCapped: counts.some((count) => count >= counted.cap),
  };
}
