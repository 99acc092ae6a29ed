/** The columns of a history event, and how they become its view. */
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { actorSchema } from '@/contract/actor';
import { awaitTreeSchema } from '@/contract/await-tree';
import type { HistoryEventType, HistoryEventView } from '@/contract/history-event';
import { callSites, history, instances } from '../schema';
import { type InstanceKey, isInstance } from './instance-key';
import type { QueryDatabase } from './query-database';
import { parseStored } from './stored-json';

const columns = {
  seq: history.seq,
  turn: history.turn,
  type: history.type,
  at: history.at,
  taskId: history.taskId,
  name: history.name,
  detail: history.detail,
  durationMs: history.durationMs,
  callSite: callSites.location,
  actor: history.actor,
  awaiting: history.awaiting,
  deployment: history.deployment,
  payloadBytes: sql<number | null>`octet_length(${history.payload})`,
};

type HistoryRow = {
  seq: number;
  turn: number;
  type: HistoryEventType;
  at: Date;
  taskId: number | null;
  name: string | null;
  detail: string | null;
  durationMs: number | null;
  callSite: string | null;
  actor: string | null;
  awaiting: string | null;
  deployment: string | null;
  payloadBytes: number | null;
};

const detailSchema = z.record(z.string(), z.unknown());

/** Selects events, their payloads only where asked for, with call sites looked up. */
export function selectHistory(db: QueryDatabase, payloads: boolean) {
  const payload = payloads ? history.payload : sql<string | null>`null::text`;
  return db
    .select({ ...columns, payload })
    .from(history)
    .leftJoin(callSites, eq(callSites.callSiteId, history.callSite));
}

/** Matches the events of one generation of the instance, the current one unless another is named. */
export function isHistory(db: QueryDatabase, key: InstanceKey, generation?: number): SQL | undefined {
  const current = db.select({ generation: instances.generation }).from(instances).where(isInstance(key));
  return and(
    eq(history.partitionId, key.partitionId),
    eq(history.instanceId, key.instanceId),
    eq(history.generation, generation ?? current),
  );
}

/** Shapes a row; the view has no payload of its own. */
export function toHistoryEventView(row: HistoryRow): HistoryEventView {
  return {
    seq: row.seq,
    turn: row.turn,
    type: row.type,
    at: row.at.toISOString(),
    taskId: row.taskId,
    name: row.name,
    callSite: row.callSite,
    deployment: row.deployment,
    actor: parseStored(actorSchema, row.actor),
    awaiting: parseStored(awaitTreeSchema, row.awaiting),
    durationMs: row.durationMs,
    payloadBytes: row.payloadBytes,
    detail: parseStored(detailSchema, row.detail),
  };
}
