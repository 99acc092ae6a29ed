/**
 * Finds out what became of checkpoints whose outcome is unknown.
 *
 * V1. A new epoch is drawn first: it waits for whatever is still under way under the old one, so that the answer is final.
 * V2. What was committed counts; of the rest, and of what had to wait, clients' messages are taken in again, before any
 *     that came later.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lease } from '../store';
import type { AnyArrival } from './arrival';
import { type Batch, parkedOf } from './batch';
import type { HubContext } from './hub-context';
import { pauseMs } from './insist';
import { conclude } from './settle-batch';

export type Recovered = {
  /** Null where the partition is lost, or nobody wants it any more. */
  lease: Lease | null;
  /** Clients' messages that did not happen, in order. */
  undone: AnyArrival[];
};

/**
 * Settles the failed batches. Goes on until the database answers, or `isWanted` says no more.
 * `failures` is how often in a row the partition has failed.
 */
export async function recover(
  hub: HubContext,
  lease: Lease,
  failed: Batch[],
  failures: number,
  isWanted: () => boolean,
): Promise<Recovered> {
  for (let attempt = failures; isWanted(); attempt += 1) {
    await sleep(pauseMs(attempt));
    try {
      const renewed = await hub.store.reacquirePartition(lease);
      const committed = await hub.store.lastBatchIds(lease.partitionId);
      await hub.suspects.takeOver({ partitionId: lease.partitionId });
      return { lease: renewed === 'lease-lost' ? null : renewed, undone: settleFailed(hub, failed, committed) };
    } catch (error) {
      hub.log.warn({ partition: lease.partitionId, err: error }, 'the database does not answer');
    }
  }
  return { lease: null, undone: settleFailed(hub, failed, new Set()) };
}

function settleFailed(hub: HubContext, failed: Batch[], committed: Set<string>): AnyArrival[] {
  const undone: AnyArrival[] = [];
  for (const batch of failed) {
    const isCommitted = committed.has(batch.batchId);
    if (isCommitted) conclude(batch, hub);
    for (const arrival of isCommitted ? parkedOf(batch) : [...batch.taken.values()].flat()) {
      // Its work item may be another node's by now: only the statement that ends it can tell.
      if (arrival.source.from === 'activity') hub.outbox.result(arrival.source.result);
      else if (arrival.source.from === 'client') undone.push(arrival);
    }
  }
  return undone;
}
