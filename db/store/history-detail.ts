/** What a history row keeps besides its columns, as JSON text: the facts that only some types of event have. */
import type { HistoryEventType } from '@/contract/history-event';
import type { HistoryEvent, HistoryFact } from '@/server/engine/history';

type FactOf<Type> = Extract<HistoryFact, { type: Type }>;

/** Facts that have a column of their own. */
type ColumnFact = 'type' | 'taskId' | 'name' | 'payload' | 'durationMs' | 'callSite' | 'actor';

type DetailFacts = { [Type in HistoryEventType]: Record<Exclude<keyof FactOf<Type>, ColumnFact>, true> };

const DETAIL_FACTS: DetailFacts = {
  ExecutionStarted: { startAt: true, eventIds: true, reason: true, trace: true },
  TaskScheduled: { attempt: true, firstTaskId: true, tags: true },
  TaskCompleted: {},
  TaskFailed: { failure: true },
  TaskCanceled: {},
  SubOrchestrationInstanceCreated: { instanceId: true, version: true, tags: true },
  SubOrchestrationInstanceCompleted: {},
  SubOrchestrationInstanceFailed: { failure: true },
  TimerCreated: { fireAt: true, limits: true },
  TimerFired: {},
  TimerCanceled: {},
  EventWaitStarted: { humanTask: true },
  EventRaised: { eventId: true },
  EventWaitCanceled: {},
  EventSent: { instanceId: true },
  EntityOperationSignaled: { instanceId: true, dueAt: true },
  EntityOperationCalled: { instanceId: true },
  EntityOperationCompleted: {},
  EntityOperationFailed: { failure: true },
  EntityLockRequested: { entities: true },
  EntityLockGranted: {},
  EntityUnlockSent: { entities: true },
  CustomStatusSet: {},
  ExecutionSuspended: { reason: true },
  ExecutionResumed: { reason: true },
  ExecutionTerminated: { reason: true },
  ExecutionCancelRequested: { reason: true },
  ExecutionRewound: { reason: true },
  ContinuedAsNew: {},
  ExecutionCompleted: { status: true, failure: true },
};

const NAMES = new Map(Object.entries(DETAIL_FACTS).map(([type, facts]) => [type, Object.keys(facts)]));

/** The detail of an event; null where its columns say everything. */
export function historyDetail(event: HistoryEvent): string | null {
  let detail: Record<string, unknown> | undefined;
  const facts: Record<string, unknown> = event;
  for (const name of NAMES.get(event.type) ?? []) {
    if (facts[name] === undefined) continue;
    detail ??= {};
    detail[name] = facts[name];
  }
  return detail === undefined ? null : JSON.stringify(detail);
}
