/**
 * Finds out what became of checkpoints whose outcome is unknown.
 *
 * V1. A new epoch is drawn first: it waits for whatever is still under way under the old one, so that the answer is final.
 * V2. What was committed counts; of the rest, what has no row behind it is sent by rows.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lease } from '../store';
import { answer, type Batch } from './batch';
import type { HubContext } from './hub-context';
import { requeue } from './requeue';

const RETRY_MS_MAX = 2_000;

/** How long to wait before the attempt after so many failures in a row: not at all after the first. */
function backOffMs(failures: number): number {
  return failures <= 1 ? 0 : Math.min(25 * 2 ** failures, RETRY_MS_MAX);
}

/**
 * Settles the failed batches. Gives the new lease; null where the partition is lost, or `isWanted` says no more.
 * `failures` is how often in a row the partition has failed.
 */
export async function recover(
  hub: HubContext,
  lease: Lease,
  failed: Batch[],
  failures: number,
  isWanted: () => boolean,
): Promise<Lease | null> {
  for (let attempt = failures; isWanted(); attempt += 1) {
    await sleep(backOffMs(attempt));
    try {
      const renewed = await hub.store.reacquirePartition(lease);
      const committed = await hub.store.lastBatchIds(lease.partitionId);
      settleFailed(hub, failed, committed);
      return renewed === 'lease-lost' ? null : renewed;
    } catch (error) {
      hub.log.warn({ partition: lease.partitionId, err: error }, 'the database does not answer');
    }
  }
  settleFailed(hub, failed, new Set());
  return null;
}

function settleFailed(hub: HubContext, failed: Batch[], committed: Set<string>): void {
  for (const batch of failed) {
    if (committed.has(batch.batchId))
      for (const admission of batch.admissions) answer(admission, batch.results.get(admission));
    else requeue([...batch.taken.values()].flat(), hub.outbox);
  }
}
