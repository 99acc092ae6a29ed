/** What a batch writes, row by row: what its turns decided, and what they used up. */
import type { HistoryEvent, Sent } from '../engine/history';
import { generationsOf, type TurnResult } from '../engine/outcome';
import type { Checkpoint, Turned } from '../store';
import type { Admission } from './admission';
import type { AnyArrival } from './arrival';
import type { Batch } from './batch';
import { entityOutcomesOf, usedByEntity } from './entity-batch';
import type { HubContext } from './hub-context';
import { passOn } from './purge';

/** What the checkpoint has to write: outcomes, and the rows that they used up. */
export function turnedOf(batch: Batch, hub: HubContext): Turned[] {
  const turned: Turned[] = [];
  for (const admission of batch.admissions) {
    const result = batch.results.get(admission);
    // Of an instance that goes for good nothing is written any more.
    if (result && admission.purge === null) turned.push(turnedOfInstance(admission, result, hub));
  }
  return turned;
}

function turnedOfInstance({ admitted }: Admission, { outcome, dropped }: TurnResult, hub: HubContext): Turned {
  for (const { events } of generationsOf(outcome)) for (const event of events) nameCallSite(event, hub);
  const turned: Turned = { outcome, workItemsDone: [], timersFired: [] };
  for (const { source, message } of admitted) {
    if (dropped.includes(message)) continue;
    if (source.from === 'activity') turned.workItemsDone.push(source.result);
    else if (message.type === 'timerFired') {
      turned.timersFired.push({ generation: message.generation, taskId: message.taskId });
    }
  }
  return turned;
}

function nameCallSite(event: HistoryEvent, hub: HubContext): void {
  if ('callSite' in event && event.callSite !== undefined) event.callSite = hub.resolveCallSite(event.callSite);
}

/** The rows that go for good. */
export function purgedOf(batch: Batch): Checkpoint['purged'] {
  return batch.admissions.flatMap(({ instanceId, purge }) =>
    purge === null ? [] : [{ instanceId, revision: purge.revision }],
  );
}

/** What the batch sends to other instances and entities. */
export function sendsOf(batch: Batch): Sent[] {
  const sends: Sent[] = [];
  for (const admission of batch.admissions) {
    const sent = batch.results.get(admission)?.outcome.sends ?? [];
    sends.push(...sent, ...admission.answers);
    if (admission.purge !== null) sends.push(...passOn(admission.purge, sent));
  }
  for (const outcome of entityOutcomesOf(batch.entities)) sends.push(...outcome.sends);
  return sends;
}

/** The rows of the control queue that the batch uses up: all but those of arrivals that have to wait. */
export function messageIdsOf(batch: Batch): number[] {
  const ids: number[] = [];
  const use = ({ source }: AnyArrival) => source.from === 'queue' && ids.push(source.messageId);
  for (const admission of batch.admissions) {
    for (const arrival of admission.admitted) use(arrival);
    for (const { arrival } of admission.settled) use(arrival);
    // An instance that ended, or went, before it could begin shall not begin later.
    const isOver = admission.purge !== null || batch.results.get(admission)?.outcome.ended;
    if (isOver) ids.push(...batch.parkedStarts(admission.instanceId));
  }
  for (const admission of batch.entities) for (const arrival of usedByEntity(admission)) use(arrival);
  return ids;
}
