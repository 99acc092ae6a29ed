/** A row of history as the engine's fact: the way back from `checkpoint-columns` and `history-detail`. */
import type { Actor } from '@/contract/actor';
import type { AwaitTree } from '@/contract/await-tree';
import type { HistoryEventType } from '@/contract/history-event';
import type { HistoryEvent, HistoryFact, Payload } from '@/server/engine/history';
import type { HistoryDetail } from './history-detail';

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

function toFact(row: HistoryRow): HistoryFact {
  const { type, payload } = row;
  const name = row.name ?? '';
  const taskId = row.task_id ?? 0;
  const durationMs = row.duration_ms ?? 0;
  const actor = row.actor === null ? undefined : (JSON.parse(row.actor) as Actor);
  const detail = row.detail === null ? {} : (JSON.parse(row.detail) as HistoryDetail);
  switch (type) {
    case 'ExecutionStarted':
      return { type, name, payload, actor };
    case 'TaskScheduled':
      return { type, taskId, name, payload };
    case 'TaskCompleted':
      return { type, taskId, payload, durationMs };
    case 'TaskFailed':
      return { type, taskId, failure: detail.failure ?? { errorType: 'Error', message: '' }, durationMs };
    case 'TimerCreated':
      return { type, taskId, fireAt: detail.fireAt ?? 0 };
    case 'TimerFired':
    case 'TimerCanceled':
      return { type, taskId };
    case 'EventWaitStarted':
      return { type, taskId, name, humanTask: detail.humanTask };
    case 'EventRaised':
      return { type, name, payload, eventId: detail.eventId ?? '', taskId: row.task_id ?? undefined, actor };
    case 'CustomStatusSet':
      return { type, payload };
    case 'ExecutionSuspended':
    case 'ExecutionResumed':
    case 'ExecutionTerminated':
      return { type, reason: detail.reason ?? '', actor };
    case 'ExecutionCompleted':
      return { type, status: detail.status ?? 'Completed', payload, failure: detail.failure };
    default:
      throw new Error(`History has an event of type ${type}, which this version does not know.`);
  }
}
