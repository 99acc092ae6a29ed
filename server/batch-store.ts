/**
 * The port to what is kept of batches. Types only; `db/batches` implements it.
 *
 * B1. Only the holder of a batch's lease writes its progress, and only while the batch runs.
 * B2. Progress and place are written together: what is begun again after a crash is one slice, never more.
 */
import type { Actor } from '@/contract/actor';
import type { Batch, BatchListQuery, BatchPage, BatchProblemList, BatchRequest, BatchState } from '@/contract/batch';

/** What came of one instance. */
export type BatchResult = { instanceId: string } & (
  | { outcome: 'done' }
  | { outcome: 'skipped' | 'failed'; code: string; detail: string }
);

/** A batch that this node may work on, until its lease runs out. */
export type HeldBatch = {
  batchId: string;
  leaseId: string;
  request: BatchRequest;
  actor: Actor;
  /** ISO 8601, in UTC, to the millisecond. */
  createdAt: string;
  /** How far it has come: from `advance`. Null at the beginning. */
  place: string | null;
};

type BatchAdvance = {
  batchId: string;
  leaseId: string;
  results: BatchResult[];
  /** Where to go on; null where there is nothing more. */
  place: string | null;
};

export interface BatchStore {
  /** `matched` is how many instances fit; null where they are too many to count. */
  createBatch(batchId: string, request: BatchRequest, actor: Actor, matched: number | null): Promise<void>;
  /** The oldest running batch that nobody works on; null where there is none. */
  claimBatch(leaseMs: number): Promise<HeldBatch | null>;
  /** Writes a slice's results and renews the lease. `lost`: the batch does not run any more, or another node has it. */
  advanceBatch(advance: BatchAdvance, leaseMs: number): Promise<'advanced' | 'lost'>;
  /** Lets other nodes have it at once. */
  giveBackBatch(batchId: string, leaseId: string): Promise<void>;
  /** The state that it then has: another than wanted where it had ended. Null: no such batch. */
  changeBatch(batchId: string, wanted: Exclude<BatchState, 'completed'>): Promise<BatchState | null>;
  getBatch(batchId: string): Promise<Batch | null>;
  listBatches(query: BatchListQuery): Promise<BatchPage | 'invalid-cursor'>;
  /** Null: no such batch. */
  listBatchProblems(batchId: string): Promise<BatchProblemList | null>;
}
