/** What a database would hold of a whole hub, in memory, and the clock that it judges by. */
import { partitionOf } from '../partition-of';
import type { NodeFacts } from '../store';
import type { Wake } from '../wake-store';
import { MemoryRows } from './memory-rows';

export type NodeRow = NodeFacts & {
  aliveUntil: number;
  session: string | null;
  isLeaving: boolean;
  activitiesRunning: number;
};

export class MemoryDatabase {
  readonly partitions: readonly MemoryRows[];
  readonly nodes = new Map<string, NodeRow>();
  /** The nodes that have asked for partitions. */
  readonly heirs = new Map<number, string>();
  /** Sessions that are open. */
  readonly sessions = new Set<string>();
  /** Those that are told what other nodes say. */
  readonly listeners = new Map<string, (wake: Wake) => void>();

  constructor(
    partitionCount: number,
    /** Epoch milliseconds. */
    readonly now: () => number,
  ) {
    this.partitions = Array.from({ length: partitionCount }, (_, partitionId) => new MemoryRows(partitionId));
  }

  /** The rows of a partition; of one that there is not, none. */
  rows(partitionId: number): MemoryRows {
    return this.partitions[partitionId] ?? new MemoryRows(partitionId);
  }

  /** The rows of the partition that an instance or entity belongs to. */
  rowsFor(instanceId: string): MemoryRows {
    return this.rows(partitionOf(instanceId, this.partitions.length));
  }

  /** The node lives, and is not leaving. */
  isMember(nodeId: string | null | undefined): boolean {
    const node = nodeId == null ? undefined : this.nodes.get(nodeId);
    return node !== undefined && !node.isLeaving && node.aliveUntil > this.now();
  }

  /** The live node that has asked for a partition, or is to keep it. */
  heirOf(partitionId: number): string | null {
    const heir = this.heirs.get(partitionId);
    return heir !== undefined && this.isMember(heir) ? heir : null;
  }

  isAlive(nodeId: string | null): boolean {
    const node = nodeId === null ? undefined : this.nodes.get(nodeId);
    return node !== undefined && node.aliveUntil > this.now();
  }
}
