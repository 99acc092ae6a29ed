/** A row of history as the engine's fact: the way back from `checkpoint-columns` and `history-detail`. */
import type { Actor } from '@/contract/actor';
import type { AwaitTree } from '@/contract/await-tree';
import { HISTORY_EVENT_TYPES, type HistoryEventType } from '@/contract/history-event';
import type { HistoryEvent, HistoryFact, Payload } from '@/server/engine/history';

export type HistoryRow = {
  instance_id: string;
  seq: number;
  turn: number;
  type: HistoryEventType;
  at_ms: number;
  task_id: number | null;
  name: string | null;
  payload: Payload;
  detail: string | null;
  duration_ms: number | null;
  /** Its location; null where that was not asked for. */
  call_site: string | null;
  actor: string | null;
  awaiting: string | null;
  deployment: string | null;
};

export function toHistoryEvent(row: HistoryRow): HistoryEvent {
  return {
    ...toFact(row),
    seq: row.seq,
    turn: row.turn,
    at: row.at_ms,
    awaiting: row.awaiting === null ? undefined : (JSON.parse(row.awaiting) as AwaitTree),
    deployment: row.deployment ?? undefined,
  };
}

type WithPayload = Extract<HistoryFact, { payload: Payload }>['type'];

/** The types whose payload, where it is null, is an absent value. The others have none. */
const PAYLOADS: Record<WithPayload, true> = {
  ExecutionStarted: true,
  TaskScheduled: true,
  TaskCompleted: true,
  SubOrchestrationInstanceCreated: true,
  SubOrchestrationInstanceCompleted: true,
  EventRaised: true,
  EventSent: true,
  EntityOperationSignaled: true,
  EntityOperationCalled: true,
  EntityOperationCompleted: true,
  CustomStatusSet: true,
  ContinuedAsNew: true,
  ExecutionCompleted: true,
};

/** The columns of an event whose type is not looked at yet. */
type Facts = Partial<Record<'type' | 'taskId' | 'name' | 'payload' | 'durationMs' | 'callSite' | 'actor', unknown>>;

const KNOWN = new Set<string>(HISTORY_EVENT_TYPES);

function toFact(row: HistoryRow): HistoryFact {
  if (!KNOWN.has(row.type)) {
    throw new Error(`History has an event of type ${row.type}, which this version does not know.`);
  }
  const fact: Facts = row.detail === null ? {} : (JSON.parse(row.detail) as Facts);
  fact.type = row.type;
  if (row.task_id !== null) fact.taskId = row.task_id;
  if (row.name !== null) fact.name = row.name;
  if (row.type in PAYLOADS) fact.payload = row.payload;
  if (row.duration_ms !== null) fact.durationMs = row.duration_ms;
  if (row.call_site !== null) fact.callSite = row.call_site;
  if (row.actor !== null) fact.actor = JSON.parse(row.actor) as Actor;
  return fact as HistoryFact;
}
