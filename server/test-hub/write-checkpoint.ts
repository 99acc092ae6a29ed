/**
 * A checkpoint on rows in memory.
 *
 * W1. What a turn used up must be there: the hub has lost its way where it is not, and that is thrown.
 */
import { type GenerationOutcome, generationsOf, type Outcome } from '../engine/outcome';
import type { Checkpoint, Turned } from '../store';
import { copyOf, type MemoryRows } from './memory-rows';

export function writeCheckpoint(rows: MemoryRows, checkpoint: Checkpoint): void {
  for (const messageId of checkpoint.messageIds) expectRow(rows.queue.delete(messageId), 'message', messageId);
  let toTake = checkpoint.workItemsTaken;
  for (const turned of checkpoint.turned) toTake = writeTurn(rows, checkpoint.nodeId, turned, toTake);
  for (const { instanceId } of checkpoint.purged) rows.purge(instanceId);
  for (const { record, isGone } of checkpoint.entities) {
    if (isGone) rows.entities.delete(record.instanceId);
    else rows.entities.set(record.instanceId, { ...copyOf(record), revision: record.revision + 1 });
  }
  for (const reply of checkpoint.entityReplies) rows.entityReplies.set(reply.requestId, copyOf(reply));
  for (const message of checkpoint.sends) rows.outbox.set(message.position, copyOf(message));
}

/** Gives how many work items are still to be taken by the node itself. */
function writeTurn(rows: MemoryRows, nodeId: string, { outcome, ...used }: Turned, toTake: number): number {
  const { instanceId } = outcome.record;
  for (const item of used.workItemsDone) expectRow(rows.workItems.delete(item), 'work item', item.taskId);
  for (const timer of used.timersFired) {
    expectRow(rows.timers.delete({ instanceId, ...timer }), 'timer', timer.taskId);
  }
  writeRecord(rows, outcome);
  let left = toTake;
  for (const generation of generationsOf(outcome)) {
    writeTasks(rows, instanceId, generation);
    for (const { taskId, name, input, ...facts } of generation.workItems) {
      const key = { instanceId, generation: generation.generation, taskId };
      const [lockedBy, attempt] = left > 0 ? [nodeId, 1] : [null, 0];
      rows.workItems.set(key, { ...copyOf({ ...key, name, input, facts }), partitionId: 0, attempt, lockedBy });
      left -= 1;
    }
    if (generation.leftovers !== 'none') writeEnd(rows, instanceId, generation);
  }
  if (outcome.forgetsUpTo !== null) rows.forget(instanceId, outcome.forgetsUpTo);
  return Math.max(0, left);
}

function writeRecord(rows: MemoryRows, { record, isNew, replaces }: Outcome): void {
  const before = rows.instances.get(record.instanceId);
  const revision = isNew ? replaces?.revision : record.revision;
  expectRow(before?.revision === revision, 'instance', record.instanceId);
  rows.instances.set(record.instanceId, { ...copyOf(record), revision: record.revision + 1 });
}

function writeTasks(rows: MemoryRows, instanceId: string, outcome: GenerationOutcome): void {
  const { generation } = outcome;
  rows.append(instanceId, generation, copyOf(outcome.events));
  for (const taskId of outcome.workItemsCanceled) rows.workItems.delete({ instanceId, generation, taskId });
  for (const taskId of outcome.timersCanceled) rows.timers.delete({ instanceId, generation, taskId });
  for (const timer of outcome.timersCreated) {
    const key = { instanceId, generation, taskId: timer.taskId };
    rows.timers.set(key, { ...key, fireAt: timer.fireAt });
  }
  for (const { taskId, eventName, humanTask, startedAt } of outcome.waitsOpened) {
    const open = { state: 'open' as const, closedAt: null, decidedBy: null, dueAt: null };
    const wait = { taskId, eventName, humanTask: copyOf(humanTask), startedAt: iso(startedAt), ...open };
    rows.waits.set({ instanceId, generation, taskId }, wait);
  }
  for (const { taskId, state, closedAt, decidedBy } of outcome.waitsClosed) {
    const wait = rows.waits.get({ instanceId, generation, taskId });
    expectRow(wait !== undefined, 'wait', taskId);
    Object.assign(wait ?? {}, { state, closedAt: iso(closedAt), decidedBy });
  }
}

function writeEnd(rows: MemoryRows, instanceId: string, { generation, leftovers, events }: GenerationOutcome): void {
  if (leftovers === 'drop') rows.workItems.deleteAll(instanceId, generation);
  rows.timers.deleteAll(instanceId, generation);
  const closedAt = iso(events.at(-1)?.at ?? 0);
  for (const wait of rows.waits.of(instanceId, generation)) {
    if (wait.state === 'open') Object.assign(wait, { state: 'closed', closedAt });
  }
}

function expectRow(isThere: boolean, kind: string, id: number | string): void {
  if (!isThere) throw new Error(`The test hub lost its way: there is no such ${kind} as ${id}.`);
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}
