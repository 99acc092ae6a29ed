/**
 * A checkpoint on rows in memory.
 *
 * W1. It writes only under the partition's current lease.
 * W2. What the turns used up must all be there, each row at the revision that was read, and what is new must be new: any
 *     difference undoes everything.
 */
import type { HistoryEvent } from '../engine/history';
import { type GenerationOutcome, generationsOf, type Outcome } from '../engine/outcome';
import type { Checkpoint, CheckpointResult, Turned } from '../store';
import type { MemoryDatabase } from './memory-database';
import { copyOf, type MemoryRows, type WorkItemRow } from './memory-rows';
import { isCurrent } from './node-verbs';
import type { TaskRows } from './task-rows';
import { Conflict, Undo } from './undo';
import { writeRare } from './write-rare';

export function writeCheckpoint(database: MemoryDatabase, checkpoint: Checkpoint): CheckpointResult {
  const rows = database.rows(checkpoint.lease.partitionId);
  if (!isCurrent(rows, checkpoint.lease)) return 'lease-lost';
  const undo = new Undo();
  try {
    undo.put(rows.batchIds, checkpoint.lane, checkpoint.batchId);
    takeUsed(rows, undo, checkpoint);
    makeRoom(rows, undo, checkpoint);
    for (const { outcome } of checkpoint.turned) writeRecord(rows, undo, outcome);
    writeTasks(rows, undo, checkpoint);
    for (const message of checkpoint.sends) undo.insert(rows.outbox, message.position, copyOf(message));
    writeRare(rows, undo, checkpoint, database.now());
    return 'committed';
  } catch (error) {
    undo.rollBack();
    if (error instanceof Conflict) return 'conflict';
    throw error;
  }
}

function takeUsed(rows: MemoryRows, undo: Undo, { messageIds, turned, nodeId }: Checkpoint): void {
  for (const messageId of messageIds) undo.take(rows.queue, messageId);
  for (const turn of turned) {
    for (const item of turn.workItemsDone) {
      const isHeld = ({ attempt, lockedBy }: WorkItemRow) => attempt === item.attempt && lockedBy === nodeId;
      undo.take(rows.workItems, item, isHeld);
    }
    const { instanceId } = turn.outcome.record;
    for (const part of generationsOf(turn.outcome)) {
      const { generation } = part;
      for (const taskId of timersOver(turn, part)) undo.take(rows.timers, { instanceId, generation, taskId });
    }
  }
}

/** A timer that fires in the turn that cancels it is gone once. */
function timersOver({ timersFired }: Turned, { generation, timersCanceled }: GenerationOutcome): Set<number> {
  const fired = timersFired.filter((timer) => timer.generation === generation);
  return new Set([...timersCanceled, ...fired.map(({ taskId }) => taskId)]);
}

function makeRoom(rows: MemoryRows, undo: Undo, { turned, purged }: Checkpoint): void {
  for (const { outcome } of turned) {
    const { replaces } = outcome;
    if (replaces !== null) undo.take(rows.instances, replaces.instanceId, atRevision(replaces.revision));
  }
  for (const { instanceId, revision } of purged) {
    undo.take(rows.instances, instanceId, atRevision(revision));
    undo.drop(rows.histories, instanceId);
    dropTasks(rows.workItems, undo, instanceId);
    dropTasks(rows.timers, undo, instanceId);
    dropTasks(rows.waits, undo, instanceId);
  }
}

function dropTasks<Row>(tasks: TaskRows<Row>, undo: Undo, instanceId: string): void {
  for (const key of tasks.keysOf(instanceId)) undo.drop(tasks, key);
}

function atRevision(revision: number): (row: { revision: number }) => boolean {
  return (row) => row.revision === revision;
}

/** What an instance is born with does not change: a row that is there keeps it. */
function writeRecord(rows: MemoryRows, undo: Undo, { record, isNew }: Outcome): void {
  const { instanceId, revision } = record;
  const written = { ...copyOf(record), revision: revision + 1 };
  if (isNew) return undo.insert(rows.instances, instanceId, written);
  const before = rows.instances.get(instanceId);
  if (before?.revision !== revision) throw new Conflict('The instance is at another revision.');
  const { executionId, generation, name, version, createdAt, input, tags, parent } = before;
  undo.put(rows.instances, instanceId, {
    ...written,
    ...{ executionId, generation, name, version, createdAt, input, tags, parent },
  });
}

function writeTasks(rows: MemoryRows, undo: Undo, checkpoint: Checkpoint): void {
  let toTake = checkpoint.workItemsTaken;
  const parts = checkpoint.turned.flatMap(({ outcome }) =>
    generationsOf(outcome).map((part) => ({ part, record: outcome.record })),
  );
  for (const { part, record } of parts) {
    const { instanceId } = record;
    const { generation } = part;
    append(rows, undo, instanceId, part);
    for (const { taskId, name, input, ...facts } of part.workItems) {
      const key = { instanceId, generation, taskId };
      const isTaken = toTake > 0 && !checkpoint.activitiesLeft?.has(name.toLowerCase());
      if (isTaken) toTake -= 1;
      const lock = isTaken ? { attempt: 1, lockedBy: checkpoint.nodeId } : { attempt: 0, lockedBy: null };
      const item = { ...copyOf({ ...key, name, input, facts }), partitionId: rows.partitionId, isQuarantined: false };
      undo.insert(rows.workItems, key, { ...item, ...lock, place: rows.nextPlace() });
    }
    for (const { taskId, fireAt } of part.timersCreated) {
      const key = { instanceId, generation, taskId };
      undo.insert(rows.timers, key, { ...key, fireAt });
    }
    writeWaits(rows, undo, instanceId, part);
  }
  for (const { part, record } of parts) if (part.leftovers !== 'none') writeEnd(rows, undo, record, part);
}

/** Positions grow: one that is not above the last is taken. */
function append({ histories }: MemoryRows, undo: Undo, instanceId: string, part: GenerationOutcome): void {
  const { generation, events } = part;
  if (events.length === 0) return;
  if (!histories.has(instanceId)) undo.put(histories, instanceId, new Map<number, HistoryEvent[]>());
  const generations = histories.get(instanceId) ?? new Map<number, HistoryEvent[]>();
  if (!generations.has(generation)) undo.put(generations, generation, []);
  const history = generations.get(generation) ?? [];
  const { length } = history;
  undo.did(() => history.splice(length));
  for (const event of events) {
    if (event.seq <= (history.at(-1)?.seq ?? -1)) throw new Conflict('The history position is taken.');
    history.push(copyOf(event));
  }
}

function writeWaits({ waits }: MemoryRows, undo: Undo, instanceId: string, part: GenerationOutcome): void {
  const { generation } = part;
  for (const { taskId, eventName, humanTask, startedAt } of part.waitsOpened) {
    const open = { state: 'open' as const, closedAt: null, decidedBy: null, dueAt: null };
    const wait = { taskId, eventName, humanTask: copyOf(humanTask), startedAt: iso(startedAt), ...open };
    undo.insert(waits, { instanceId, generation, taskId }, wait);
  }
  for (const { taskId, state, closedAt, decidedBy } of part.waitsClosed) {
    const key = { instanceId, generation, taskId };
    const wait = waits.get(key);
    if (wait?.state !== 'open') throw new Conflict('The wait is not open.');
    undo.put(waits, key, { ...wait, state, closedAt: iso(closedAt), decidedBy });
  }
}

function writeEnd(rows: MemoryRows, undo: Undo, record: Outcome['record'], part: GenerationOutcome): void {
  const { instanceId, updatedAt } = record;
  const { generation, leftovers } = part;
  if (leftovers === 'drop')
    for (const item of rows.workItems.of(instanceId, generation)) undo.drop(rows.workItems, item);
  for (const timer of rows.timers.of(instanceId, generation)) undo.drop(rows.timers, timer);
  for (const wait of rows.waits.of(instanceId, generation)) {
    const key = { instanceId, generation, taskId: wait.taskId };
    if (wait.state === 'open') undo.put(rows.waits, key, { ...wait, state: 'closed', closedAt: iso(updatedAt) });
  }
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}
