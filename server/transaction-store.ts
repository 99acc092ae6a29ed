/** The part of the port by which clients act in transactions of their own. */
import type { RuntimeStatus } from '@/contract/runtime-status';
import type { Message, StartFacts } from './engine/history';

/**
 * A transaction of the caller's own on the hub's database, as its driver has it: postgres.js's, Drizzle's, or what sends
 * text and values by `query`, as node-postgres does.
 */
export type DatabaseTransaction =
  | { unsafe: (...parameters: never[]) => unknown }
  | { execute: (...parameters: never[]) => unknown }
  | { query: (...parameters: never[]) => unknown };

/** What is part of a caller's transaction: it happens at the commit, which wakes the owner, or not at all. */
export interface TransactionStore {
  /** As the port's `enqueueStarts` for one start. The id of a new instance is taken until the transaction ends. */
  startWithin(
    transaction: DatabaseTransaction,
    partitionId: number,
    start: { instanceId: string; start: StartFacts },
  ): Promise<'started' | 'exists' | 'conflict'>;
  /** Sends to an instance that has not ended, as far as the transaction sees. Gives its status; null where there is none. */
  sendWithin(
    transaction: DatabaseTransaction,
    partitionId: number,
    message: { instanceId: string; message: Exclude<Message, { type: 'start' }>; visibleAt?: number | undefined },
  ): Promise<RuntimeStatus | null>;
}
