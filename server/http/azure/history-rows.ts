import { z } from 'zod';
import { failureDetailsSchema } from '@/contract/failure-details';
import type { HistoryEventType, HistoryEventView } from '@/contract/history-event';
import { toTicks } from './azure-time';
import { storedValue } from './stored-value';

export type HistoryOptions = { showInput: boolean; showOutput: boolean };

/** An event in the extension's words. */
export type HistoryRow = { EventType: HistoryEventType } & Record<string, unknown>;

type Row = (event: HistoryEventView, tasks: Tasks, options: HistoryOptions) => Record<string, unknown>;

/**
 * The extension's account of a history: what schedules a task goes into the row that ends it, and facts that the
 * extension does not know are left out. Takes all events of a generation in order, with payloads.
 */
export function toHistoryRows(events: readonly HistoryEventView[], options: HistoryOptions): HistoryRow[] {
  const tasks = pairTasks(events);
  return events.flatMap((event) => {
    const row = ROWS[event.type];
    if (row === undefined || (event.type === 'TaskScheduled' && tasks.ended.has(event.taskId))) return [];
    return [{ EventType: event.type, ...row(event, tasks, options), Timestamp: toTicks(event.at) }];
  });
}

const ROWS: Partial<Record<HistoryEventType, Row>> = {
  ExecutionStarted: (event, _, options) => ({ FunctionName: event.name, ...input(event, options) }),
  TaskScheduled: (event, _, options) => ({ Name: event.name, ...input(event, options) }),
  TaskCompleted: (event, tasks, options) => ({ ...result(event, options), ...scheduling(event, tasks, options) }),
  TaskFailed: (event, tasks, options) => ({ ...failure(event), ...scheduling(event, tasks, options) }),
  TimerCreated: (event) => ({ FireAt: fireAt(event) }),
  TimerFired: (event, tasks) => ({ FireAt: fireAt(tasks.begun.get(event.taskId)) }),
  EventRaised: (event, _, options) => ({ Name: event.name, ...input(event, options) }),
  ExecutionSuspended: (event) => ({ Reason: factsOf(event).reason }),
  ExecutionResumed: (event) => ({ Reason: factsOf(event).reason }),
  ExecutionTerminated: (event, _, { showInput }) => (showInput ? { Input: factsOf(event).reason } : {}),
  ExecutionCompleted: (event, _, options) => ({
    OrchestrationStatus: factsOf(event).status,
    ...outcome(event, options),
  }),
};

/** The events of each task, by task id. */
type Tasks = { begun: Map<number | null, HistoryEventView>; ended: Set<number | null> };

function pairTasks(events: readonly HistoryEventView[]): Tasks {
  const begun = events.filter(({ type }) => type === 'TaskScheduled' || type === 'TimerCreated');
  const ended = events.filter(({ type }) => type === 'TaskCompleted' || type === 'TaskFailed');
  return {
    begun: new Map(begun.map((event) => [event.taskId, event])),
    ended: new Set(ended.map(({ taskId }) => taskId)),
  };
}

function scheduling(event: HistoryEventView, tasks: Tasks, options: HistoryOptions) {
  const scheduled = tasks.begun.get(event.taskId);
  if (scheduled === undefined) return {};
  return { FunctionName: scheduled.name, ScheduledTime: toTicks(scheduled.at), ...input(scheduled, options) };
}

/** Inputs stay the text that they are stored as. */
function input(event: HistoryEventView, { showInput }: HistoryOptions) {
  return showInput ? { Input: event.payload ?? null } : {};
}

/** Results, unlike inputs, are given as the value that the text holds. */
function result(event: HistoryEventView, { showOutput }: HistoryOptions) {
  return showOutput ? { Result: storedValue(event.payload ?? null) } : {};
}

function failure(event: HistoryEventView) {
  const failed = factsOf(event).failure;
  return { Reason: failed?.message, Details: failed?.stackTrace ?? '' };
}

function outcome(event: HistoryEventView, options: HistoryOptions) {
  const failed = factsOf(event).failure;
  return failed !== undefined && options.showOutput ? { Result: failed.message } : result(event, options);
}

function fireAt(created: HistoryEventView | undefined): string | undefined {
  const time = created && factsOf(created).fireAt;
  return time === undefined ? undefined : toTicks(new Date(time).toISOString());
}

function factsOf(event: HistoryEventView) {
  return factsSchema.parse(event.detail ?? {});
}

const factsSchema = z
  .object({ reason: z.string(), status: z.string(), fireAt: z.number(), failure: failureDetailsSchema })
  .partial();
