/** Makes a batch durable, and lets what it decided begin. */
import { generationsOf } from '../engine/outcome';
import type { Checkpoint, Lease, Turned } from '../store';
import type { Batch } from './batch';
import { messageIdsOf, purgedOf, sendsOf, turnedOf } from './batch-rows';
import { scheduled } from './dispatch';
import { entityOutcomesOf, entityRepliesOf } from './entity-batch';
import type { Forwarder } from './forwarder';
import type { HubContext } from './hub-context';
import { ownShare } from './own-share';
import { problemsOf } from './problems';
import { acquittedIn } from './release';

export type Desk = { lease: Lease; lane: number; forwarder: Forwarder };

/** The last batches of so many leases stay known, so that who lost its lease can still find out about its own. */
const LEASES_KNOWN = 1_000;
const LANES_MAX = 32;

/** Where a lease's lane leaves its batch ids: nowhere near those of the leases before and after it. */
function placeOf({ epoch }: Lease, lane: number): number {
  return (epoch % LEASES_KNOWN) * LANES_MAX + lane;
}

/** True where the batch is durable; false where another node wrote, so that nothing is. A rejection leaves it unknown. */
export async function writeBatch(batch: Batch, hub: HubContext, { lease, lane, forwarder }: Desk): Promise<boolean> {
  const turned = [...turnedOf(batch, hub), ...problemsOf(batch)];
  const messageIds = messageIdsOf(batch);
  const entities = entityOutcomesOf(batch.entities);
  const purged = purgedOf(batch);
  batch.acquitted = acquittedIn(batch, hub, lease.partitionId);
  const isEmpty = turned.length + entities.length + messageIds.length + purged.length === 0;
  // Who is refused something learns that from the owner: a checkpoint of nothing says whether that is still this node.
  if (isEmpty && !answersClients(batch)) return true;
  const { partitionId } = lease;
  const work = scheduled(turned, partitionId);
  const limited = hub.limited();
  const activitiesLeft = limited.size === 0 ? hub.others.activities : new Set([...hub.others.activities, ...limited]);
  const own = work.filter(({ name }) => !activitiesLeft.has(name.toLowerCase()));
  const { maxConcurrentActivityFunctions } = hub.options;
  const share = ownShare(own, maxConcurrentActivityFunctions, hub.worker, hub.others);
  const workItemsTaken = hub.worker.reserve(share);
  const booking = forwarder.book(sendsOf(batch));
  const checkpoint: Checkpoint = {
    lease,
    nodeId: hub.nodeId,
    lane: placeOf(lease, lane),
    batchId: batch.batchId,
    turned,
    purged,
    entities: entities.map(({ record, isGone }) => ({ record, isGone })),
    entityReplies: entityRepliesOf(batch.entities),
    sends: booking.messages,
    messageIds,
    workItemsTaken,
    activitiesLeft,
    acquitted: batch.acquitted,
    activitiesLimited: limited.size === 0 ? undefined : limited,
  };
  const startedAt = performance.now();
  let result: 'committed' | 'refused' | 'unknown' = 'unknown';
  let ms = 0;
  try {
    result = (await hub.store.checkpoint(checkpoint)) === 'committed' ? 'committed' : 'refused';
    ms = performance.now() - startedAt;
    const turn = hub.pace.turn();
    if (turn !== null) await turn;
  } finally {
    hub.worker.unreserve(workItemsTaken);
    if (result !== 'committed') {
      hub.signals.emit('checkpointFailed', { partitionId, result, ms: performance.now() - startedAt });
    }
  }
  if (result === 'refused') return false;
  hub.signals.emit('checkpoint', { partitionId, instances: turned.length, events: eventCount(turned), ms });
  forwarder.committed(booking);
  for (const item of own.slice(0, workItemsTaken)) hub.worker.start(item);
  if (limited.size > 0 && own.length < work.length) hub.limitedWaiting();
  if (work.length > workItemsTaken) hub.workItemsWaiting([partitionId], { areForOthers: share < own.length });
  return true;
}

function answersClients({ taken }: Batch): boolean {
  for (const arrivals of taken.values()) if (arrivals.some(({ source }) => source.from === 'client')) return true;
  return false;
}

function eventCount(turned: readonly Turned[]): number {
  const generations = turned.flatMap(({ outcome }) => generationsOf(outcome));
  return generations.reduce((sum, { events }) => sum + events.length, 0);
}
