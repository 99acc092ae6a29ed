/** An instance's history as it is kept in a file: the format `perdure.history.1`, which `client.exportHistory` gives too. */
import type { HistoryEventType, HistoryEventView } from '@/contract/history-event';
import type { InstanceDetails } from '@/contract/instance';

/** The types whose payload is part of the event even where it is null: an absent value. */
const WITH_PAYLOAD: ReadonlySet<HistoryEventType> = new Set([
  ...(['ExecutionStarted', 'TaskScheduled', 'TaskCompleted', 'SubOrchestrationInstanceCreated'] as const),
  ...(['SubOrchestrationInstanceCompleted', 'EventRaised', 'EventSent', 'EntityOperationSignaled'] as const),
  ...(['EntityOperationCalled', 'EntityOperationCompleted', 'CustomStatusSet', 'ContinuedAsNew'] as const),
  ...(['ExecutionCompleted'] as const),
]);

/** The export as a document. The API does not tell which task of the parent waits for the instance: 0 stands for it. */
export function exportedHistory(instance: InstanceDetails, events: readonly HistoryEventView[]): object {
  const { name: orchestrator, version, instanceId, executionId, generation, status, tags, parentInstanceId } = instance;
  const parent = parentInstanceId === null ? null : { instanceId: parentInstanceId, generation: 0, taskId: 0 };
  return {
    format: 'perdure.history.1',
    ...{ orchestrator, version, instanceId, executionId, generation, status, tags, parent },
    createdAt: Date.parse(instance.createdAt),
    events: events.map(exportedEvent),
  };
}

function exportedEvent(event: HistoryEventView): object {
  const { type, seq, turn, taskId, name, callSite, actor, awaiting, deployment, durationMs } = event;
  const told = Object.entries({ taskId, name, durationMs, callSite, actor, awaiting, deployment });
  return {
    ...event.detail,
    ...{ type, seq, turn, at: Date.parse(event.at) },
    ...(WITH_PAYLOAD.has(type) ? { payload: event.payload ?? null } : {}),
    ...Object.fromEntries(told.filter(([, value]) => value !== null)),
  };
}
