/** What the hub tells whoever wants to know: clients that wait, the change feed, logs, metrics and tests. */
import { EventEmitter } from 'node:events';
import type { InstanceRecord, Outcome } from '../engine/outcome';

export type HubSignals = {
  /** A checkpoint is durable. */
  checkpoint: [{ partitionId: number; instances: number; events: number; ms: number }];
  /** A checkpoint changed nothing, or nobody knows whether it did. */
  checkpointFailed: [{ partitionId: number; result: 'refused' | 'unknown'; ms: number }];
  /** A batch is durable, with all that it took in. */
  batch: [BatchFacts];
  /** The turns of a durable batch; only where somebody listens. */
  turns: [TurnsFacts];
  /** Instances were read back from the store, and so many events of theirs replayed. */
  loaded: [{ instances: number; events: number }];
  /** So many instances went from memory to make room. */
  evicted: [instances: number];
  /** Timers fired together, the first of them so late. */
  timersFired: [{ timers: number; lagMs: number }];
  /** These instances have changed, on this node or another; null where they are not known by name. */
  changed: [instanceIds: string[] | null, where: 'here' | 'elsewhere'];
  /** An instance has ended. */
  ended: [record: InstanceRecord];
  partitionAcquired: [partitionId: number];
  partitionLost: [partitionId: number];
  /** A partition came from a node that did not give it back. */
  takenOver: [partitionId: number];
  /** A partition emptied its memory and reads it again. */
  recovered: [partitionId: number];
};

/** Times are epoch milliseconds. */
export type TurnsFacts = { outcomes: readonly Outcome[]; startedAt: number; endedAt: number };

export type BatchFacts = {
  partitionId: number;
  messages: number;
  turns: number;
  /** Instances whose first turn this was. */
  started: number;
  entityOperations: number;
  /** From the first turn to the commit. */
  ms: number;
};

export class HubEmitter extends EventEmitter<HubSignals> {
  constructor() {
    super();
    this.setMaxListeners(0);
  }
}
