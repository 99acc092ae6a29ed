/** What each parameter of the SQL function `checkpoint` says of its rows, group by group. */
import type { InstanceRecord, Outcome, TimerCreated, WaitClosed, WaitOpened } from '@/server/engine/outcome';
import type { Checkpoint, OutboxMessage, WorkItemKey } from '@/server/store';
import { type Column, type ColumnKind, type Form, json, plain, text } from './checkpoint-column';
import type { CheckpointRows, EventRow, Of, WorkItemRow } from './checkpoint-rows';
import { historyDetail } from './history-detail';
import { tryFactsText } from './try-facts';

const jsonOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

function tagsText(tags: Record<string, string>): string | null {
  for (const _tag in tags) return JSON.stringify(tags);
  return null;
}

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
  json(({ record }) => record.input),
  json(({ record }) => record.output),
  json(({ record }) => jsonOrNull(record.failure)),
  json(({ record }) => record.customStatus),
  json(({ record }) => tagsText(record.tags)),
  json(({ record }) => jsonOrNull(record.parent)),
  text(({ record }) => record.parent?.instanceId),
  json(({ record }) => jsonOrNull(record.waitingOn)),
  text(({ record }) => record.problem),
];

const OLD_INSTANCE: Column<Outcome>[] = [
  recordId,
  plain(({ record }) => record.revision),
  plain(({ record }) => record.status),
  plain(({ record }) => record.updatedAt),
  plain(({ record }) => record.completedAt),
  plain(({ record }) => record.historyLength),
  json(({ record }) => record.output),
  json(({ record }) => jsonOrNull(record.failure)),
  json(({ record }) => record.customStatus),
  json(({ record }) => jsonOrNull(record.waitingOn)),
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
  json(({ item }) => ('payload' in item ? item.payload : null)),
  json(({ item }) => historyDetail(item)),
  plain(({ item }) => ('durationMs' in item ? item.durationMs : null)),
  plain(({ site }) => site),
  json(({ item }) => ('actor' in item ? jsonOrNull(item.actor) : null)),
  json(({ item }) => jsonOrNull(item.awaiting)),
  text(({ item }) => item.deployment),
];

const WORK_ITEM: Column<WorkItemRow>[] = [
  id,
  generation,
  plain(({ item }) => item.taskId),
  text(({ item }) => item.name),
  json(({ item }) => item.input),
  json(({ item }) => tryFactsText(item)),
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
  json(({ item }) => jsonOrNull(item.humanTask)),
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
  json((sent) => JSON.stringify(sent.message)),
  plain((sent) => sent.visibleAt),
];

const REPLACED: Column<{ instanceId: string; revision: number }>[] = [
  text((row) => row.instanceId),
  plain((row) => row.revision),
];

const MESSAGE: Column<number>[] = [plain((messageId) => messageId)];

/** Rows of one kind, and the columns in which the function takes them. */
export type Group = {
  kinds: ColumnKind[];
  write: (checkpoint: Checkpoint, rows: CheckpointRows, form: Form) => (string | null)[];
};

function group<Row>(
  columns: Column<Row>[],
  rowsOf: (rows: CheckpointRows, checkpoint: Checkpoint) => readonly Row[],
): Group {
  return {
    kinds: columns.map(({ kind }) => kind),
    write: (checkpoint, rows, form) => {
      const written = rowsOf(rows, checkpoint);
      return columns.map((column) => form(written, column));
    },
  };
}

/** All groups, in the order of the function's parameters. */
export const GROUPS: Group[] = [
  group(REPLACED, (rows) => rows.replaced),
  group(NEW_INSTANCE, (rows) => rows.fresh),
  group(OLD_INSTANCE, (rows) => rows.changed),
  group(HISTORY, (rows) => rows.events),
  group(WORK_ITEM, (rows) => rows.workItems),
  group(WORK_ITEM_DONE, (rows) => rows.workItemsDone),
  group(TIMER, (rows) => rows.timersCreated),
  group(TIMER_OVER, (rows) => rows.timersOver),
  group(WAIT, (rows) => rows.waitsOpened),
  group(WAIT_CLOSED, (rows) => rows.waitsClosed),
  group(MESSAGE, (_rows, { messageIds }) => messageIds),
  group(ENDED, (rows) => rows.ended),
  group(SENT, (_rows, { sends }) => sends),
];
