/** A row of `batch_jobs` as the API shows it. */
import { actorSchema } from '@/contract/actor';
import { type Batch, type BatchRequest, type BatchState, batchRequestSchema } from '@/contract/batch';

export type BatchRow = {
  job_id: string;
  request: string;
  actor: string;
  state: BatchState;
  created_at: Date;
  ended_at: Date | null;
  matched: number | null;
  done: number;
  skipped: number;
  failed: number;
};

/** What was asked for, as it was stored. */
export function storedRequest(text: string): BatchRequest {
  return batchRequestSchema.parse(JSON.parse(text));
}

export function toBatch(row: BatchRow): Batch {
  const { operation, reason, filter, instanceIds, eventName } = storedRequest(row.request);
  return {
    batchId: row.job_id,
    operation,
    filter: filter ?? null,
    instanceCount: instanceIds?.length ?? null,
    eventName: eventName ?? null,
    reason,
    actor: actorSchema.parse(JSON.parse(row.actor)),
    state: row.state,
    matched: row.matched,
    done: row.done,
    skipped: row.skipped,
    failed: row.failed,
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
