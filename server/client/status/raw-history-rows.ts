import type { HistoryEventType, HistoryEventView } from '@/contract/history-event';
import type { HistoryOptions } from './history-rows';
import { storedValue } from './stored-value';
import { toTicks } from './ticks';

/** An event as history has it: its own kind, its number, its turn and its task. */
export type RawHistoryRow = {
  EventType: HistoryEventType;
  SequenceNumber: number;
  Turn: number;
  /** The task that the event schedules, such as an activity; -1 where it schedules none. */
  EventId: number;
} & Record<string, unknown>;

/** Kinds whose task is one that an earlier event scheduled. */
const ENDS_TASK: Partial<Record<HistoryEventType, 'TaskScheduledId' | 'TimerId'>> = {
  TaskCompleted: 'TaskScheduledId',
  TaskFailed: 'TaskScheduledId',
  TaskCanceled: 'TaskScheduledId',
  SubOrchestrationInstanceCompleted: 'TaskScheduledId',
  SubOrchestrationInstanceFailed: 'TaskScheduledId',
  EntityOperationCompleted: 'TaskScheduledId',
  EntityOperationFailed: 'TaskScheduledId',
  EntityLockGranted: 'TaskScheduledId',
  EventWaitCanceled: 'TaskScheduledId',
  EventRaised: 'TaskScheduledId',
  TimerFired: 'TimerId',
  TimerCanceled: 'TimerId',
};

/** Kinds whose payload is a result, which is given as the value that it is. Other payloads are inputs, given as text. */
const GIVES_RESULT: ReadonlySet<HistoryEventType> = new Set([
  'TaskCompleted',
  'SubOrchestrationInstanceCompleted',
  'EntityOperationCompleted',
  'ExecutionCompleted',
]);

/** Each event as a row of its own, for tools that draw a history. Takes events with payloads, in order. */
export function toRawHistoryRows(events: readonly HistoryEventView[], options: HistoryOptions): RawHistoryRow[] {
  return events.map((event) => ({
    EventType: event.type,
    SequenceNumber: event.seq,
    Turn: event.turn,
    ...idsOf(event),
    ...(event.name !== null && { Name: event.name }),
    ...factsOf(event),
    ...payloadOf(event, options),
    ...(event.durationMs !== null && { DurationMs: event.durationMs }),
    ...(event.callSite !== null && { CallSite: event.callSite }),
    Timestamp: toTicks(event.at),
  }));
}

function idsOf({ type, taskId }: HistoryEventView): { EventId: number } & Record<string, number> {
  const link = ENDS_TASK[type];
  if (link === undefined) return { EventId: taskId ?? -1 };
  return taskId === null ? { EventId: -1 } : { EventId: -1, [link]: taskId };
}

const RENAMED: Record<string, string> = { status: 'OrchestrationStatus', eventId: 'ExternalEventId' };

/** The event's details under names that begin as the extension's do; moments as it writes them. */
function factsOf({ detail }: HistoryEventView): Record<string, unknown> {
  const entries = Object.entries(detail ?? {}).map(([name, value]) => [
    RENAMED[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    name === 'fireAt' && typeof value === 'number' ? toTicks(new Date(value).toISOString()) : value,
  ]);
  return Object.fromEntries(entries);
}

function payloadOf({ type, payload }: HistoryEventView, { showInput, showOutput }: HistoryOptions) {
  if (GIVES_RESULT.has(type)) return showOutput ? { Result: storedValue(payload ?? null) } : {};
  return showInput && payload != null ? { Input: payload } : {};
}
