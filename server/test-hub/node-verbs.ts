/** One node that is always alive and always owns the partition. */
import type { HubStore, Lease, WakeStore } from '../store';

type NodeVerbs = Pick<
  HubStore,
  | 'registerNode'
  | 'renewNode'
  | 'missingSessions'
  | 'endLeases'
  | 'removeNode'
  | 'acquirePartitions'
  | 'reacquirePartition'
  | 'releasePartition'
  | 'handOverPartition'
>;

const LEASE: Lease = { partitionId: 0, epoch: 1, leaseId: '00000000-0000-4000-8000-000000000000' };

export function nodeVerbs(now: () => number): NodeVerbs & WakeStore {
  const renewal = () => Promise.resolve({ now: now(), liveNodes: 1, leases: [LEASE] });
  const nothing = () => Promise.resolve();
  return {
    registerNode: renewal,
    renewNode: renewal,
    missingSessions: () => Promise.resolve([]),
    endLeases: () => Promise.resolve(0),
    removeNode: nothing,
    acquirePartitions: () => Promise.resolve([]),
    reacquirePartition: (lease) => Promise.resolve(lease),
    releasePartition: nothing,
    handOverPartition: nothing,
    wake: nothing,
    listen: () => Promise.resolve({ stop: nothing }),
  };
}
