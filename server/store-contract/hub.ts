/** The hub that the contract's tests are about. */
import { testCheckpoint } from '@/db/testing/test-turns';
import type { Checkpoint, Lease, Store, Turned } from '../store';

export type OpenedStores = { stores: Store[]; close(): Promise<void> };

export const LEASE_MS = 60_000;

/** Two nodes, `one` and `other`, on a hub with two partitions that belong to `one`. */
export type Hub = OpenedStores & { one: Store; other: Store; lease: Lease };

/** A checkpoint of node `one`. */
export function byOne(lease: Lease, turned: Turned[], facts: Partial<Checkpoint> = {}): Checkpoint {
  return testCheckpoint(lease, turned, { nodeId: 'one', ...facts });
}
