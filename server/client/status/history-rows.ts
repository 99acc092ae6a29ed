import { z } from 'zod';
import { type FailureDetails, failureDetailsSchema } from '@/contract/failure-details';
import type { HistoryEventType, HistoryEventView } from '@/contract/history-event';
import { activityFailed, orchestratorFailed } from './failure-text';
import { storedValue } from './stored-value';
import { toTicks } from './ticks';

export type HistoryOptions = { showInput: boolean; showOutput: boolean };

/** An event in the extension's words. */
export type HistoryRow = { EventType: HistoryEventType } & Record<string, unknown>;

/** Events that a later one of the same task takes the place of. */
const SCHEDULING: ReadonlySet<HistoryEventType> = new Set(['TaskScheduled', 'SubOrchestrationInstanceCreated']);

const ENDING: ReadonlySet<HistoryEventType> = new Set([
  'TaskCompleted',
  'TaskFailed',
  'SubOrchestrationInstanceCompleted',
  'SubOrchestrationInstanceFailed',
]);

/** The same fact under the name that the extension has for it: to it, entities are instances that get events. */
const KNOWN_AS: Partial<Record<HistoryEventType, HistoryEventType>> = {
  EntityOperationCalled: 'EventSent',
  EntityOperationSignaled: 'EventSent',
};

type Row = (event: HistoryEventView, tasks: Tasks, options: HistoryOptions) => Record<string, unknown>;

/**
 * The extension's account of a history: what schedules a task goes into the row that ends it, and facts that the
 * extension does not know are left out. Takes all events of a generation in order, with payloads.
 */
export function toHistoryRows(events: readonly HistoryEventView[], options: HistoryOptions): HistoryRow[] {
  const tasks = pairTasks(events);
  return events.flatMap((event) => {
    const row = ROWS[event.type];
    if (row === undefined || (SCHEDULING.has(event.type) && tasks.ended.has(event.taskId))) return [];
    const type = KNOWN_AS[event.type] ?? event.type;
    return [{ EventType: type, ...row(event, tasks, options), Timestamp: toTicks(event.at) }];
  });
}

const completed: Row = (event, tasks, options) => ({
  ...result(event, options),
  ...scheduling(event, tasks, options),
});

const failed =
  (reasonOf: (name: string | null, failure: FailureDetails) => string): Row =>
  (event, tasks, options) => {
    const details = factsOf(event).failure;
    const name = tasks.begun.get(event.taskId)?.name ?? event.name;
    return {
      Reason: details && reasonOf(name, details),
      Details: details?.stackTrace ?? '',
      ...scheduling(event, tasks, options),
    };
  };

const reason: Row = (event) => ({ Reason: factsOf(event).reason });

const operation: Row = (event, _, { showInput }) => ({
  InstanceId: factsOf(event).instanceId,
  Name: 'op',
  ...(showInput && { Input: operationMessage(event) }),
});

const ROWS: Partial<Record<HistoryEventType, Row>> = {
  ExecutionStarted: (event, _, options) => ({ FunctionName: event.name, ...input(event, options) }),
  TaskScheduled: (event, _, options) => ({ Name: event.name, ...input(event, options) }),
  TaskCompleted: completed,
  TaskFailed: failed(activityFailed),
  SubOrchestrationInstanceCreated: (event, _, options) => ({
    InstanceId: factsOf(event).instanceId,
    Name: event.name,
    ...input(event, options),
  }),
  SubOrchestrationInstanceCompleted: completed,
  SubOrchestrationInstanceFailed: failed(orchestratorFailed),
  TimerCreated: (event) => ({ FireAt: fireAt(event) }),
  TimerFired: (event, tasks) => ({ FireAt: fireAt(tasks.begun.get(event.taskId)) }),
  EventRaised: (event, _, options) => ({ Name: event.name, ...input(event, options) }),
  EventSent: (event, _, options) => ({
    InstanceId: factsOf(event).instanceId,
    Name: event.name,
    ...input(event, options),
  }),
  EntityOperationCalled: operation,
  EntityOperationSignaled: operation,
  ExecutionSuspended: reason,
  ExecutionResumed: reason,
  ExecutionRewound: reason,
  ExecutionTerminated: (event, _, { showInput }) => (showInput ? { Input: factsOf(event).reason } : {}),
  ExecutionCompleted: (event, tasks, options) => ({
    OrchestrationStatus: factsOf(event).status,
    ...outcome(event, tasks, options),
  }),
};

/** The events of each task, by task id. */
type Tasks = {
  begun: Map<number | null, HistoryEventView>;
  ended: Set<number | null>;
  /** The instance's own. */
  orchestrator: string | null;
};

function pairTasks(events: readonly HistoryEventView[]): Tasks {
  const begun = events.filter(({ type }) => SCHEDULING.has(type) || type === 'TimerCreated');
  const ended = events.filter(({ type }) => ENDING.has(type));
  return {
    begun: new Map(begun.map((event) => [event.taskId, event])),
    ended: new Set(ended.map(({ taskId }) => taskId)),
    orchestrator: events.find(({ type }) => type === 'ExecutionStarted')?.name ?? null,
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

/** An operation as the extension sends it: an event whose data names the operation and holds its input as text. */
function operationMessage({ type, name, payload }: HistoryEventView): string {
  const signal = type === 'EntityOperationSignaled' ? true : undefined;
  return JSON.stringify({ op: name, signal, input: payload ?? undefined });
}

function outcome(event: HistoryEventView, { orchestrator }: Tasks, options: HistoryOptions) {
  const details = factsOf(event).failure;
  if (details === undefined || !options.showOutput) return result(event, options);
  return { Result: orchestratorFailed(orchestrator, details) };
}

function fireAt(created: HistoryEventView | undefined): string | undefined {
  const time = created && factsOf(created).fireAt;
  return time === undefined ? undefined : toTicks(new Date(time).toISOString());
}

function factsOf(event: HistoryEventView) {
  return factsSchema.parse(event.detail ?? {});
}

const factsSchema = z
  .object({
    reason: z.string(),
    status: z.string(),
    fireAt: z.number(),
    instanceId: z.string(),
    failure: failureDetailsSchema,
  })
  .partial();
