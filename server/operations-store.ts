/** The part of the storage port that serves those who keep a hub running. Types only. */
import type { StatusCounts } from '@/contract/instance';

/** What waits in one partition, and who works on it. Counts end at 10,001, ages are milliseconds. */
export type PartitionFigures = {
  partitionId: number;
  owner: string | null;
  /** The owner's heartbeat is current. */
  isOwned: boolean;
  messages: number;
  oldestMessageMs: number;
  workItemsWaiting: number;
  oldestWorkItemMs: number;
  workItemsHeld: number;
  workItemsHeldBack: number;
  outbox: number;
  /** How late the timer is that should have fired first; 0 where none is late. */
  timerLagMs: number;
};

/** The whole hub at a moment. */
export type HubFigures = {
  partitions: PartitionFigures[];
  instances: StatusCounts;
  /** Instances that have not ended and cannot go on, up to 10,001. */
  heldBack: number;
  nodes: { nodeId: string; deployment: string; startedAt: string; isAlive: boolean; activityCapacity: number }[];
  connections: { role: string; state: string; count: number }[];
  oldestTransactionMs: number;
  /** What the repair sweep found and could not mend, by its kind. */
  openFindings: Record<string, number>;
};

export interface OperationsStore {
  /** True where the database has the tables that this version works on. */
  hasSchema(): Promise<boolean>;
  /** Rejects where the database takes more than two seconds for it. */
  hubFigures(): Promise<HubFigures>;
}
