/** Rows in memory as clients see them. */
import type { HistoryEventView } from '@/contract/history-event';
import type { InstanceDetails, InstanceListQuery, InstanceSummary } from '@/contract/instance';
import type { HistoryEvent, HistoryFact } from '../engine/history';
import type { InstanceRecord } from '../engine/outcome';
import { copyOf, type MemoryRows } from './memory-rows';

export function toDetails(record: InstanceRecord, rows: MemoryRows): InstanceDetails {
  const { instanceId, executionId, generation, tags, input, output, failure, historyLength } = record;
  const waits = rows.waits.of(instanceId, generation);
  return copyOf({
    ...toSummary(record),
    ...{ executionId, generation, tags, input, output, failure, historyLength, waits },
    earlierGenerations: rows.generations(instanceId).filter((each) => each < generation),
  });
}

export function toSummary(record: InstanceRecord): InstanceSummary {
  const { instanceId, name, version, status, waitingOn, customStatus, problem } = record;
  return {
    ...{ instanceId, name, version, status, waitingOn, customStatus, problem },
    createdAt: iso(record.createdAt),
    updatedAt: iso(record.updatedAt),
    completedAt: record.completedAt === null ? null : iso(record.completedAt),
    parentInstanceId: record.parent?.instanceId ?? null,
  };
}

export function matches(record: InstanceRecord, query: Partial<InstanceListQuery>): boolean {
  const { status, name, prefix, parent, createdFrom, createdTo } = query;
  if (status !== undefined && !status.includes(record.status)) return false;
  if (name !== undefined && record.name !== name) return false;
  if (prefix !== undefined && !record.instanceId.startsWith(prefix)) return false;
  if (parent !== undefined && record.parent?.instanceId !== parent) return false;
  if (createdFrom !== undefined && record.createdAt < Date.parse(createdFrom)) return false;
  return createdTo === undefined || record.createdAt < Date.parse(createdTo);
}

export function toEventView(event: HistoryEvent): HistoryEventView {
  const { seq, turn, type, at, awaiting, deployment, ...fact } = event;
  const { taskId, name, payload, callSite, actor, durationMs, ...detail } = fact as Partial<Columns>;
  return {
    ...{ seq, turn, type, at: iso(at), awaiting: awaiting ?? null, deployment: deployment ?? null },
    taskId: taskId ?? null,
    name: name ?? null,
    callSite: callSite ?? null,
    actor: actor ?? null,
    durationMs: durationMs ?? null,
    payload: payload ?? null,
    payloadBytes: payload == null ? null : Buffer.byteLength(payload),
    detail: Object.keys(detail).length === 0 ? null : copyOf(detail),
  };
}

type Columns = Pick<Extract<HistoryFact, { type: 'EventRaised' }>, 'taskId' | 'name' | 'payload' | 'actor'> &
  Pick<Extract<HistoryFact, { type: 'TaskScheduled' }>, 'callSite'> &
  Pick<Extract<HistoryFact, { type: 'TaskCompleted' }>, 'durationMs'>;

function iso(moment: number): string {
  return new Date(moment).toISOString();
}
