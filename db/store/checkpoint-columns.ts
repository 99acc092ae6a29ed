/** The rows of a checkpoint as the parameters of the SQL function `checkpoint`, group by group in its order. */
import type { HistoryEvent } from '@/server/engine/history';
import {
  type GenerationOutcome,
  generationsOf,
  type InstanceRecord,
  type Outcome,
  type TimerCreated,
  type WaitClosed,
  type WaitOpened,
  type WorkItem,
} from '@/server/engine/outcome';
import type { Checkpoint, OutboxMessage, Turned, WorkItemKey } from '@/server/store';
import { arrayLiteral, type Column, plain, text } from '../array-literal';
import { rareRows } from './checkpoint-rare';
import { historyDetail } from './history-detail';
import { tryFactsText } from './try-facts';

/** A row that belongs to one generation of an instance. */
type Of<T> = T & { instanceId: string; generation: number };
type Event = Of<{ event: HistoryEvent; site: number | null }>;
type Ended = Of<{ at: number; dropsWorkItems: boolean }>;

const json = (value: unknown): string => JSON.stringify(value);
const jsonOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : json(value));
const tagsText = (tags: Record<string, string>): string | null => (Object.keys(tags).length === 0 ? null : json(tags));

const recordId = text<{ record: InstanceRecord }>(({ record }) => record.instanceId);
const id = text<{ instanceId: string }>((row) => row.instanceId);
const generation = plain<{ generation: number }>((row) => row.generation);

const NEW_INSTANCE: Column<Outcome>[] = [
  recordId,
  generation,
  plain(({ record }) => record.executionId),
  plain(({ record }) => record.revision + 1),
  text(({ record }) => record.name),
  text(({ record }) => record.version),
  plain(({ record }) => record.status),
  plain(({ record }) => record.createdAt),
  plain(({ record }) => record.updatedAt),
  plain(({ record }) => record.completedAt),
  plain(({ record }) => record.historyLength),
  text(({ record }) => record.input),
  text(({ record }) => record.output),
  text(({ record }) => jsonOrNull(record.failure)),
  text(({ record }) => record.customStatus),
  text(({ record }) => tagsText(record.tags)),
  text(({ record }) => jsonOrNull(record.parent)),
  text(({ record }) => record.parent?.instanceId),
  text(({ record }) => jsonOrNull(record.waitingOn)),
  text(({ record }) => record.problem),
];

const OLD_INSTANCE: Column<Outcome>[] = [
  recordId,
  plain(({ record }) => record.revision),
  plain(({ record }) => record.status),
  plain(({ record }) => record.updatedAt),
  plain(({ record }) => record.completedAt),
  plain(({ record }) => record.historyLength),
  text(({ record }) => record.output),
  text(({ record }) => jsonOrNull(record.failure)),
  text(({ record }) => record.customStatus),
  text(({ record }) => jsonOrNull(record.waitingOn)),
  text(({ record }) => record.problem),
];

const HISTORY: Column<Event>[] = [
  id,
  generation,
  plain(({ event }) => event.seq),
  plain(({ event }) => event.turn),
  plain(({ event }) => event.type),
  plain(({ event }) => event.at),
  plain(({ event }) => ('taskId' in event ? event.taskId : null)),
  text(({ event }) => ('name' in event ? event.name : null)),
  text(({ event }) => ('payload' in event ? event.payload : null)),
  text(({ event }) => historyDetail(event)),
  plain(({ event }) => ('durationMs' in event ? event.durationMs : null)),
  plain(({ site }) => site),
  text(({ event }) => ('actor' in event ? jsonOrNull(event.actor) : null)),
  text(({ event }) => jsonOrNull(event.awaiting)),
  text(({ event }) => event.deployment),
];

const WORK_ITEM: Column<Of<WorkItem & { taken: boolean }>>[] = [
  id,
  generation,
  plain((item) => item.taskId),
  text((item) => item.name),
  text((item) => item.input),
  text(tryFactsText),
  plain((item) => item.taken),
];

const WORK_ITEM_DONE: Column<WorkItemKey>[] = [
  text((item) => item.instanceId),
  plain((item) => item.generation),
  plain((item) => item.taskId),
  plain((item) => item.attempt),
];

const TIMER: Column<Of<TimerCreated>>[] = [
  id,
  generation,
  plain((timer) => timer.taskId),
  plain((timer) => timer.fireAt),
];

const TIMER_OVER: Column<Of<{ taskId: number }>>[] = [id, generation, plain((timer) => timer.taskId)];

const WAIT: Column<Of<WaitOpened>>[] = [
  id,
  generation,
  plain((wait) => wait.taskId),
  text((wait) => wait.eventName),
  text((wait) => jsonOrNull(wait.humanTask)),
  plain((wait) => wait.startedAt),
];

const WAIT_CLOSED: Column<Of<WaitClosed>>[] = [
  id,
  generation,
  plain((wait) => wait.taskId),
  plain((wait) => wait.state),
  plain((wait) => wait.closedAt),
  text((wait) => wait.decidedBy),
];

const ENDED: Column<Ended>[] = [id, generation, plain((ended) => ended.at), plain((ended) => ended.dropsWorkItems)];

const SENT: Column<OutboxMessage>[] = [
  plain((sent) => sent.position),
  plain((sent) => sent.partitionId),
  text((sent) => sent.instanceId),
  text((sent) => json(sent.message)),
  plain((sent) => sent.visibleAt),
];

const REPLACED: Column<{ instanceId: string; revision: number }>[] = [
  text((row) => row.instanceId),
  plain((row) => row.revision),
];

const HEAD_COUNT = 6;
const GROUPS = [
  REPLACED,
  NEW_INSTANCE,
  OLD_INSTANCE,
  HISTORY,
  WORK_ITEM,
  WORK_ITEM_DONE,
  TIMER,
  TIMER_OVER,
  WAIT,
  WAIT_CLOSED,
  ENDED,
  SENT,
];

/** How many there are: the six at the head, a column each, the message ids, and the rare rows. */
export const PARAMETER_COUNT = HEAD_COUNT + GROUPS.reduce((count, columns) => count + columns.length, 0) + 2;

/** The parameters of a checkpoint. `siteOf` gives the dictionary's id of a call site. */
export function checkpointParameters(
  checkpoint: Checkpoint,
  siteOf: (callSite: string) => number,
): (string | number | null)[] {
  const { lease, turned } = checkpoint;
  const outcomes = turned.map((turn) => turn.outcome);
  const fresh = outcomes.filter((outcome) => outcome.isNew);
  const changed = outcomes.filter((outcome) => !outcome.isNew);
  return [
    ...[lease.partitionId, lease.epoch, lease.leaseId, checkpoint.nodeId, checkpoint.lane, checkpoint.batchId],
    ...literals(
      outcomes.flatMap((outcome) => outcome.replaces ?? []),
      REPLACED,
    ),
    ...literals(fresh, NEW_INSTANCE),
    ...literals(changed, OLD_INSTANCE),
    ...literals(
      outcomes.flatMap((outcome) => events(outcome, siteOf)),
      HISTORY,
    ),
    ...literals(takenFirst(outcomes, checkpoint), WORK_ITEM),
    ...literals(
      turned.flatMap((turn) => turn.workItemsDone),
      WORK_ITEM_DONE,
    ),
    ...literals(
      outcomes.flatMap((outcome) => of(outcome, (part) => part.timersCreated)),
      TIMER,
    ),
    ...literals(turned.flatMap(timersOver), TIMER_OVER),
    ...literals(
      outcomes.flatMap((outcome) => of(outcome, (part) => part.waitsOpened)),
      WAIT,
    ),
    ...literals(
      outcomes.flatMap((outcome) => of(outcome, (part) => part.waitsClosed)),
      WAIT_CLOSED,
    ),
    `{${checkpoint.messageIds.join()}}`,
    ...literals(outcomes.flatMap(generationsEnded), ENDED),
    ...literals(checkpoint.sends, SENT),
    rareRows(checkpoint),
  ];
}

function literals<Row>(rows: readonly Row[], columns: Column<Row>[]): string[] {
  return columns.map((column) => arrayLiteral(rows, column));
}

/** What the turn asks for in each generation that it touched. */
function of<T extends object>(outcome: Outcome, itemsOf: (part: GenerationOutcome) => readonly T[]): Of<T>[] {
  const { instanceId } = outcome.record;
  return generationsOf(outcome).flatMap((part) =>
    itemsOf(part).map((item) => ({ ...item, instanceId, generation: part.generation })),
  );
}

function events(outcome: Outcome, siteOf: (callSite: string) => number): Event[] {
  const { instanceId } = outcome.record;
  return generationsOf(outcome).flatMap(({ generation, events }) =>
    events.map((event) => ({
      instanceId,
      generation,
      event,
      site: 'callSite' in event && event.callSite !== undefined ? siteOf(event.callSite) : null,
    })),
  );
}

function takenFirst(
  outcomes: Outcome[],
  { workItemsTaken, activitiesLeft }: Checkpoint,
): Of<WorkItem & { taken: boolean }>[] {
  let toTake = workItemsTaken;
  return outcomes
    .flatMap((outcome) => of(outcome, (part) => part.workItems))
    .map((item) => {
      const taken = toTake > 0 && !activitiesLeft?.has(item.name.toLowerCase());
      if (taken) toTake -= 1;
      return { ...item, taken };
    });
}

/** A timer that fires in the turn that cancels it is gone once. */
function timersOver({ outcome, timersFired }: Turned): Of<{ taskId: number }>[] {
  const { instanceId } = outcome.record;
  return generationsOf(outcome).flatMap(({ generation, timersCanceled }) => {
    const fired = timersFired.filter((timer) => timer.generation === generation).map(({ taskId }) => taskId);
    return [...new Set([...fired, ...timersCanceled])].map((taskId) => ({ instanceId, generation, taskId }));
  });
}

/** Generations that ended with something still open. */
function generationsEnded(outcome: Outcome): Ended[] {
  const { instanceId, updatedAt } = outcome.record;
  return generationsOf(outcome)
    .filter(({ leftovers }) => leftovers !== 'none')
    .map(({ generation, leftovers }) => ({
      instanceId,
      generation,
      at: updatedAt,
      dropsWorkItems: leftovers === 'drop',
    }));
}
