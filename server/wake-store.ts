/** The part of the port by which nodes tell each other what happens. */
import type { ChangeHint } from '@/contract/change';

/** What nodes tell each other. Hints only: whoever misses one finds the same by polling. */
export type Wake = {
  /** Their control queues have new rows. */
  partitions: number[];
  /** Partitions in which work items wait. */
  workItems: number[];
  /** Items of limited activities wait, or permits are free. */
  limited: boolean;
  /** Nodes come or go, or ask each other for partitions. */
  members: boolean;
  /** Work items that may be running were taken away. */
  canceled: boolean;
  change: ChangeHint | null;
  /** Who sends this is no node, and wants to hear of changes for a while. */
  listens?: boolean | undefined;
};

export interface WakeStore {
  /** Sends to all other nodes. */
  wake(nodeId: string, wake: Wake): Promise<void>;
  /** Calls back for what other nodes send, and after every reconnection with everything set. */
  listen(nodeId: string, onWake: (wake: Wake) => void): Promise<{ stop(): Promise<void> }>;
}
