/** What follows from a batch's being durable. */
import type { TurnResult } from '../engine/outcome';
import type { Admission } from './admission';
import type { Arrival, Delivery } from './arrival';
import type { Batch } from './batch';
import { answerForEntity, keepEntity } from './entity-batch';
import type { HubContext } from './hub-context';
import type { Resident, Residents } from './residents';

/** Leaves a committed batch's instances and entities in memory, and tells those who wait for the commit. */
export function settle(batch: Batch, hub: HubContext, residents: Residents): void {
  for (const admission of batch.admissions) {
    const resident = residentAfter(admission, batch.results.get(admission));
    if (admission.purge !== null) residents.delete(admission.instanceId);
    else if (resident !== null) residents.set(admission.instanceId, resident);
  }
  for (const admission of batch.entities) keepEntity(admission, residents);
  conclude(batch, hub);
}

/** Answers the clients of a committed batch's arrivals, and lets go of the activities that ended. */
export function conclude(batch: Batch, hub: HubContext): void {
  for (const admission of batch.admissions) {
    const result = batch.results.get(admission);
    settleActivities(admission, result, hub);
    answer(admission, result);
  }
  for (const admission of batch.entities) answerForEntity(admission);
}

function settleActivities(
  { admitted, settled }: Admission,
  result: TurnResult | undefined,
  { worker, outbox }: HubContext,
): void {
  for (const { source, message } of admitted) {
    if (source.from !== 'activity') continue;
    if (result?.dropped.includes(message)) outbox.result(source.result);
    else worker.settled(source.result);
  }
  // Nobody waits for it any more, but its row may still be there, as for one that the turn dropped.
  for (const { arrival } of settled) if (arrival.source.from === 'activity') outbox.result(arrival.source.result);
}

function residentAfter({ execution, blocked }: Admission, result: TurnResult | undefined): Resident | null {
  if (execution === null || result === undefined) return blocked;
  return execution.hasEnded ? { state: 'ended', record: execution.record } : { state: 'live', execution };
}

/** Answers the clients of an instance's arrivals; those that are parked have their answer already. */
function answer({ admitted, settled }: Admission, result: TurnResult | undefined): void {
  for (const arrival of admitted) {
    if (arrival.source.from === 'client') arrival.source.answer(deliveryOf(arrival, result));
  }
  for (const { arrival, delivery } of settled) {
    if (arrival.source.from === 'client') arrival.source.answer(delivery);
  }
}

function deliveryOf({ message }: Arrival, result: TurnResult | undefined): Delivery {
  if (!result?.dropped.includes(message)) return 'accepted';
  if (message.type === 'eventRaised' && message.taskId !== undefined && !result.outcome.ended) return 'already-decided';
  return result.outcome.ended ? 'ended' : 'accepted';
}
