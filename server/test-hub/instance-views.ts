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
  return isNamed(record, query) && isOfFamily(record, query) && isInTime(record, query);
}

function isNamed(record: InstanceRecord, query: Partial<InstanceListQuery>): boolean {
  const { status, name, version, tag, prefix, text } = query;
  if (status !== undefined && !status.includes(record.status)) return false;
  if (name !== undefined && ![name].flat().includes(record.name)) return false;
  if (version !== undefined && ![version].flat().includes(record.version ?? '')) return false;
  if (tag !== undefined && ![tag].flat().every((each) => hasTag(record, each))) return false;
  if (prefix !== undefined && !record.instanceId.startsWith(prefix)) return false;
  return text === undefined || record.instanceId.includes(text);
}

function isOfFamily({ parent }: InstanceRecord, query: Partial<InstanceListQuery>): boolean {
  if (query.parent !== undefined && parent?.instanceId !== query.parent) return false;
  return query.kind === undefined || (query.kind === 'child') === (parent !== null);
}

function isInTime(record: InstanceRecord, query: Partial<InstanceListQuery>): boolean {
  return (
    isWithin(record.createdAt, query.createdFrom, query.createdTo) &&
    isWithin(record.updatedAt, query.updatedFrom, query.updatedTo) &&
    isWithin(record.completedAt, query.completedFrom, query.completedTo)
  );
}

function hasTag({ tags }: InstanceRecord, tag: string): boolean {
  const end = tag.indexOf('=');
  return tags[tag.slice(0, end)] === tag.slice(end + 1);
}

function isWithin(moment: number | null, from: string | undefined, to: string | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  if (moment === null) return false;
  return (from === undefined || moment >= Date.parse(from)) && (to === undefined || moment < Date.parse(to));
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
