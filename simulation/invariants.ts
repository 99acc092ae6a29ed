/** What must be true of a task hub's rows at every moment, whatever has crashed: the same as `db/testing` asks of PostgreSQL. */
import { isTerminal } from '../contract/runtime-status';
import type { HistoryEvent } from '../server/engine/history';
import { partitionOf } from '../server/partition-of';
import type { MemoryDatabase } from '../server/test-hub/memory-database';
import type { MemoryRows } from '../server/test-hub/memory-rows';
import { violationsBetween } from './invariants-between';
import { type Line, linesOf } from './line';
import type { TaskFacts } from './task-facts';

const IDENTIFIED = new Set([
  'TaskScheduled',
  'TimerCreated',
  'EventWaitStarted',
  'SubOrchestrationInstanceCreated',
  'EventSent',
  'EntityOperationSignaled',
  'EntityOperationCalled',
  'EntityLockRequested',
]);

/** What may happen to an instance that has not begun. */
const BEFORE_THE_START = new Set([
  'EventRaised',
  'ExecutionSuspended',
  'ExecutionResumed',
  'ExecutionCancelRequested',
  'ExecutionTerminated',
  'ExecutionCompleted',
]);

const ENDS = new Set(['ExecutionCompleted', 'ContinuedAsNew']);

/** The violations there are, as sentences; empty where all is well. The clock may have been put back by `toleranceMs`. */
export function violations(database: MemoryDatabase, toleranceMs = 0): string[] {
  const lines = database.partitions.flatMap(linesOf);
  const found: string[] = [];
  for (const line of lines) {
    const place = `${line.rows.partitionId}/${line.instanceId}/${line.generation}`;
    const wrong = [...inLine(line), ...inTasks(line, toleranceMs), ...againstRow(line), ...againstQueues(line)];
    found.push(...wrong.map((what) => `${place}: ${what}`));
  }
  found.push(...database.partitions.flatMap((rows) => leftOver(rows, database.partitions.length)));
  found.push(...violationsBetween(database, lines));
  return found;
}

/** What must be true besides of a hub in which nothing is under way. */
export function violationsAtRest({ partitions, now }: MemoryDatabase): string[] {
  const moment = now();
  return partitions.flatMap(({ partitionId, outbox, queue, workItems }) => [
    ...[...outbox.values()].map(({ position }) => `R1: ${partitionId}: position ${position} is still in the outbox`),
    ...[...queue.values()].flatMap(({ visibleAt = 0, instanceId, message }) =>
      visibleAt > moment ? [] : [`R2: ${partitionId}/${instanceId}: ${message.type} waits to be taken in`],
    ),
    ...workItems.all().map(({ instanceId, taskId }) => `R3: ${partitionId}/${instanceId}: work item ${taskId} is left`),
  ]);
}

function inLine({ events }: Line): string[] {
  return [...inOrder(events), ...inIds(events), ...fromStartToEnd(events)];
}

function inOrder(events: readonly HistoryEvent[]): string[] {
  const found: string[] = [];
  let turn = 0;
  for (const [index, event] of events.entries()) {
    if (event.seq !== index) found.push(`I1: event ${event.seq} at ${index}`);
    if (event.turn < turn) found.push(`I1: turn ${event.turn} after ${turn}`);
    turn = Math.max(turn, event.turn);
  }
  return found;
}

function inIds(events: readonly HistoryEvent[]): string[] {
  const found: string[] = [];
  let last = 0;
  for (const event of events) {
    if (!IDENTIFIED.has(event.type) || !('taskId' in event) || event.taskId === undefined) continue;
    if (event.taskId <= last) found.push(`I4: task ${event.taskId} after ${last}`);
    last = event.taskId;
  }
  return found;
}

function fromStartToEnd(events: readonly HistoryEvent[]): string[] {
  const found: string[] = [];
  let hasStarted = false;
  for (const [index, { type }] of events.entries()) {
    const isStart = type === 'ExecutionStarted';
    if (isStart ? hasStarted : !(hasStarted || BEFORE_THE_START.has(type))) found.push(`I2: ${type} at ${index}`);
    hasStarted ||= isStart;
    if (ENDS.has(type) && index < events.length - 1) found.push(`I3: more after the end at ${index}`);
  }
  return found;
}

function inTasks({ tasks }: Line, toleranceMs: number): string[] {
  return [...tasks].flatMap(([taskId, task]) => {
    const wrong = [
      task.ended > 1 && `I5: task ${taskId} ended ${task.ended} times`,
      task.ended > 0 && task.scheduled !== 1 && `I5: task ${taskId} ended and was scheduled ${task.scheduled} times`,
      (task.asked > 1 || task.answered > task.asked) && `I5: task ${taskId} was answered ${task.answered} times`,
      task.over > 1 && `I6: timer ${taskId} was over ${task.over} times`,
      task.over > 0 && task.created !== 1 && `I6: timer ${taskId} was created ${task.created} times`,
      firedEarly(task, toleranceMs) && `I6: timer ${taskId} fired early`,
    ];
    return wrong.filter((each) => each !== false);
  });
}

function firedEarly({ fireAt, firedAt }: TaskFacts, toleranceMs: number): boolean {
  return firedAt !== null && fireAt !== null && firedAt < fireAt - toleranceMs;
}

function againstRow({ record, events }: Line): string[] {
  if (record === undefined) return [];
  const found: string[] = [];
  if (record.historyLength !== events.length)
    found.push(`I1: the row says ${record.historyLength} events, there are ${events.length}`);
  const last = events.findLast(({ type }) => type === 'ExecutionCompleted');
  const ended = last?.type === 'ExecutionCompleted' ? last.status : null;
  if (ended !== (record.completedAt === null ? null : record.status))
    found.push(`I9: the row is ${record.status}, history ends with ${ended ?? 'no end'}`);
  return found;
}

/** Open tasks and timers of a live instance, and what is stored for them. */
function againstQueues({ rows, record, instanceId, generation, tasks }: Line): string[] {
  if (record === undefined || record.completedAt !== null) return [];
  const results = [...rows.queue.values()].flatMap(({ instanceId: id, message }) =>
    id === instanceId &&
    (message.type === 'taskCompleted' || message.type === 'taskFailed') &&
    message.generation === generation
      ? [message.taskId]
      : [],
  );
  return [...tasks].flatMap(([taskId, task]) => {
    const key = { instanceId, generation, taskId };
    const wrong: string[] = [];
    if (task.scheduled > 0) {
      const items = rows.workItems.get(key) === undefined ? 0 : 1;
      const arrived = results.filter((each) => each === taskId).length;
      const open = task.scheduled - task.ended;
      if (items + arrived !== open && !(task.canceled > 0 && items === 0))
        wrong.push(`I11: task ${taskId} open ${open}, work items ${items}, results ${arrived}`);
    }
    const timer = rows.timers.get(key);
    const pending = task.created - task.over;
    if ((pending === 1) !== (timer !== undefined) || (timer !== undefined && timer.fireAt !== task.fireAt))
      wrong.push(`I12: timer ${taskId} pending ${pending}, row for ${timer?.fireAt ?? 'none'}`);
    return wrong;
  });
}

function leftOver(rows: MemoryRows, partitionCount: number): string[] {
  const found: string[] = [];
  const isLive = (instanceId: string, generation: number) => {
    const record = rows.instances.get(instanceId);
    return record !== undefined && !isTerminal(record.status) && record.generation === generation;
  };
  for (const { instanceId, generation, taskId } of rows.workItems.all()) {
    const record = rows.instances.get(instanceId);
    const isTerminated = record?.status === 'Terminated' && record.generation === generation;
    if (record === undefined || isTerminated) found.push(`I13: ${instanceId} left work item ${taskId}`);
  }
  for (const { instanceId, generation, taskId } of rows.timers.all())
    if (!isLive(instanceId, generation)) found.push(`I12: ${instanceId}/${generation} left timer ${taskId}`);
  for (const [{ instanceId, generation }, { state, taskId }] of rows.waits.entries())
    if (state === 'open' && !isLive(instanceId, generation)) found.push(`I13: ${instanceId} left wait ${taskId} open`);
  for (const instanceId of rows.instances.keys())
    if (partitionOf(instanceId, partitionCount) !== rows.partitionId)
      found.push(`${instanceId} is in another partition`);
  return found;
}
