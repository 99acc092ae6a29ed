/** One node that is always alive and always owns the partition. */
import type { HeldLease, HubStore } from '../store';
import type { WakeStore } from '../wake-store';

type NodeVerbs = Pick<
  HubStore,
  | 'registerNode'
  | 'renewNode'
  | 'missingSessions'
  | 'endLeases'
  | 'leaveHub'
  | 'removeNode'
  | 'acquirePartitions'
  | 'reacquirePartition'
  | 'releasePartition'
  | 'askForPartitions'
  | 'handOverPartition'
  | 'unpinPartitions'
>;

const LEASE: HeldLease = { partitionId: 0, epoch: 1, leaseId: '00000000-0000-4000-8000-000000000000', heir: null };

export function nodeVerbs(now: () => number): NodeVerbs & WakeStore {
  const renewal = () => Promise.resolve({ now: now(), liveNodes: 1, leases: [LEASE] });
  const nothing = () => Promise.resolve();
  return {
    registerNode: renewal,
    renewNode: renewal,
    missingSessions: () => Promise.resolve([]),
    endLeases: () => Promise.resolve(0),
    leaveHub: renewal,
    removeNode: nothing,
    acquirePartitions: () => Promise.resolve([]),
    reacquirePartition: (lease) => Promise.resolve(lease),
    releasePartition: nothing,
    askForPartitions: () => Promise.resolve(0),
    handOverPartition: nothing,
    unpinPartitions: nothing,
    wake: nothing,
    listen: () => Promise.resolve({ stop: nothing }),
  };
}
