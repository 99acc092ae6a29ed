/** An entity as a turn finds and leaves it, and what the turn tells clients. Times are epoch milliseconds. */
import type { FailureDetails } from '@/contract/failure-details';
import type { EntityMessage, Payload, TaskLink } from './history';

/** An entity's row. */
export type EntityRecord = {
  /** `@name@key` */
  instanceId: string;
  /** As for instances; 0 where there is no row yet. */
  revision: number;
  /** Null: the entity does not exist, though its row may, as long as it is locked or has messages waiting. */
  state: Payload;
  /** Who has locked it. */
  lockedBy: TaskLink | null;
  /** What came in while it was locked by somebody else, in order. */
  waiting: EntityMessage[];
  createdAt: number;
  lastOperationAt: number;
};

export type EntityWrite = {
  /** The row after the batch; its `revision` is still the one that the row in the store has. */
  record: EntityRecord;
  /** True when nothing needs its row any more. */
  isGone: boolean;
};

/** What a client is waiting to be told. */
export type EntityReply = { requestId: string } & ({ result: Payload } | { failure: FailureDetails });
