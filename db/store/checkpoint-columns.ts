/** The rows of a checkpoint as the parameters of the SQL function `checkpoint`, group by group in its order. */
import type { InstanceRecord, Outcome, TimerCreated, WaitClosed, WaitOpened } from '@/server/engine/outcome';
import type { Checkpoint, OutboxMessage, WorkItemKey } from '@/server/store';
import { arrayLiteral, type Column, plain, text } from '../array-literal';
import { rareRows } from './checkpoint-rare';
import type { CheckpointRows, EventRow, Of, WorkItemRow } from './checkpoint-rows';
import { historyDetail } from './history-detail';
import { tryFactsText } from './try-facts';

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

const HISTORY: Column<EventRow>[] = [
  id,
  generation,
  plain(({ item }) => item.seq),
  plain(({ item }) => item.turn),
  plain(({ item }) => item.type),
  plain(({ item }) => item.at),
  plain(({ item }) => ('taskId' in item ? item.taskId : null)),
  text(({ item }) => ('name' in item ? item.name : null)),
  text(({ item }) => ('payload' in item ? item.payload : null)),
  text(({ item }) => historyDetail(item)),
  plain(({ item }) => ('durationMs' in item ? item.durationMs : null)),
  plain(({ site }) => site),
  text(({ item }) => ('actor' in item ? jsonOrNull(item.actor) : null)),
  text(({ item }) => jsonOrNull(item.awaiting)),
  text(({ item }) => item.deployment),
];

const WORK_ITEM: Column<WorkItemRow>[] = [
  id,
  generation,
  plain(({ item }) => item.taskId),
  text(({ item }) => item.name),
  text(({ item }) => item.input),
  text(({ item }) => tryFactsText(item)),
  plain(({ taken }) => taken),
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
  plain(({ item }) => item.taskId),
  plain(({ item }) => item.fireAt),
];

const TIMER_OVER: Column<Of<number>>[] = [id, generation, plain(({ item }) => item)];

const WAIT: Column<Of<WaitOpened>>[] = [
  id,
  generation,
  plain(({ item }) => item.taskId),
  text(({ item }) => item.eventName),
  text(({ item }) => jsonOrNull(item.humanTask)),
  plain(({ item }) => item.startedAt),
];

const WAIT_CLOSED: Column<Of<WaitClosed>>[] = [
  id,
  generation,
  plain(({ item }) => item.taskId),
  plain(({ item }) => item.state),
  plain(({ item }) => item.closedAt),
  text(({ item }) => item.decidedBy),
];

const ENDED: Column<CheckpointRows['ended'][number]>[] = [
  id,
  generation,
  plain(({ item }) => item.at),
  plain(({ item }) => item.dropsWorkItems),
];

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

/** The parameters of a checkpoint, given its rows. */
export function checkpointParameters(checkpoint: Checkpoint, rows: CheckpointRows): (string | number | null)[] {
  const { lease } = checkpoint;
  return [
    ...[lease.partitionId, lease.epoch, lease.leaseId, checkpoint.nodeId, checkpoint.lane, checkpoint.batchId],
    ...literals(rows.replaced, REPLACED),
    ...literals(rows.fresh, NEW_INSTANCE),
    ...literals(rows.changed, OLD_INSTANCE),
    ...literals(rows.events, HISTORY),
    ...literals(rows.workItems, WORK_ITEM),
    ...literals(rows.workItemsDone, WORK_ITEM_DONE),
    ...literals(rows.timersCreated, TIMER),
    ...literals(rows.timersOver, TIMER_OVER),
    ...literals(rows.waitsOpened, WAIT),
    ...literals(rows.waitsClosed, WAIT_CLOSED),
    `{${checkpoint.messageIds.join()}}`,
    ...literals(rows.ended, ENDED),
    ...literals(checkpoint.sends, SENT),
    rareRows(checkpoint, rows),
  ];
}

function literals<Row>(rows: readonly Row[], columns: Column<Row>[]): string[] {
  return columns.map((column) => arrayLiteral(rows, column));
}
