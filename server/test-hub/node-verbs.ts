/** Nodes and what they hold, in memory. */
import { randomUUID } from 'node:crypto';
import type { HubStore, Lease, NodeFacts, OtherNode, Renewal, TakenLease } from '../store';
import type { MemoryDatabase, NodeRow } from './memory-database';
import type { MemoryRows } from './memory-rows';

type NodeVerbs = Pick<
  HubStore,
  | 'registerNode'
  | 'renewNode'
  | 'leaveHub'
  | 'removeNode'
  | 'acquirePartitions'
  | 'reacquirePartition'
  | 'releasePartition'
  | 'askForPartitions'
  | 'handOverPartition'
  | 'unpinPartitions'
>;

/** A node that was alive so recently may be starting anew. */
const LATELY_MS = 30_000;
/** A node that was not heard of for so long is forgotten. */
const FORGOTTEN_MS = 86_400_000;

export function nodeVerbs(database: MemoryDatabase): NodeVerbs {
  return {
    registerNode: async (node, leaseMs) => register(database, node, leaseMs),
    renewNode: async (nodeId, leaseMs, activitiesRunning) => renew(database, nodeId, leaseMs, activitiesRunning),
    leaveHub: async (nodeId, leaseMs) => {
      Object.assign(database.nodes.get(nodeId) ?? {}, { isLeaving: true });
      return renew(database, nodeId, leaseMs);
    },
    removeNode: async (nodeId) => remove(database, nodeId),
    acquirePartitions: async (nodeId, limit) => acquire(database, nodeId, limit),
    reacquirePartition: async (lease) => {
      const rows = database.rows(lease.partitionId);
      return isCurrent(rows, lease) ? take(rows, rows.owner) : 'lease-lost';
    },
    releasePartition: async (lease) => {
      const rows = database.rows(lease.partitionId);
      if (isCurrent(rows, lease)) Object.assign(rows, { owner: null, leaseId: null });
    },
    askForPartitions: async (nodeId, owner, count) => {
      const free = database.partitions.filter(
        (rows) => rows.owner === owner && database.heirOf(rows.partitionId) === null,
      );
      const asked = free.slice(0, count);
      for (const { partitionId } of asked) database.heirs.set(partitionId, nodeId);
      return asked.length;
    },
    handOverPartition: async (lease, heir, { isPinned = false } = {}) => {
      const rows = database.rows(lease.partitionId);
      if (!isCurrent(rows, lease)) return;
      const owner = database.isMember(heir) ? heir : null;
      take(rows, owner);
      if (owner === null) rows.leaseId = null;
      if (!isPinned) database.heirs.delete(rows.partitionId);
      else if (owner !== null) database.heirs.set(rows.partitionId, owner);
    },
    unpinPartitions: async (nodeId) => {
      for (const { partitionId, owner } of database.partitions)
        if (owner === nodeId && database.heirs.get(partitionId) === nodeId) database.heirs.delete(partitionId);
    },
  };
}

export function isCurrent(rows: MemoryRows, { epoch, leaseId }: Lease): boolean {
  return rows.epoch === epoch && rows.leaseId === leaseId;
}

function take(rows: MemoryRows, owner: string | null): Lease {
  const leaseId = randomUUID();
  Object.assign(rows, { owner, epoch: rows.epoch + 1, leaseId });
  return { partitionId: rows.partitionId, epoch: rows.epoch, leaseId };
}

function register(database: MemoryDatabase, node: NodeFacts, leaseMs: number): Renewal {
  const { nodes } = database;
  const now = database.now();
  if (nodes.has(node.nodeId)) throw new Error(`There is a node named '${node.nodeId}'.`);
  nodes.set(node.nodeId, { ...node, aliveUntil: now + leaseMs, session: null, isLeaving: false, activitiesRunning: 0 });
  for (const [nodeId, { aliveUntil }] of nodes) if (aliveUntil < now - FORGOTTEN_MS) nodes.delete(nodeId);
  return renew(database, node.nodeId, leaseMs);
}

function renew(database: MemoryDatabase, nodeId: string, leaseMs: number, activitiesRunning = 0): Renewal {
  const { nodes, partitions, now } = database;
  const moment = now();
  Object.assign(nodes.get(nodeId) ?? {}, { aliveUntil: moment + leaseMs, activitiesRunning });
  const others = [...nodes.values()].filter((other) => other.nodeId !== nodeId);
  return {
    now: moment,
    liveNodes: others.filter((other) => database.isMember(other.nodeId)).length + 1,
    asked: partitions.filter(({ partitionId, owner }) => database.heirs.get(partitionId) === nodeId && owner !== nodeId)
      .length,
    leases: partitions.flatMap(({ partitionId, owner, epoch, leaseId }) =>
      owner === nodeId && leaseId !== null ? [{ partitionId, epoch, leaseId, heir: database.heirOf(partitionId) }] : [],
    ),
    others: others
      .filter(({ aliveUntil }) => aliveUntil > moment - LATELY_MS)
      .map((other) => toOther(database, other, moment)),
  };
}

function toOther(database: MemoryDatabase, facts: NodeRow, moment: number): OtherNode {
  const { nodeId, orchestrators, activities, activityCapacity, activitiesRunning, isLeaving, aliveUntil } = facts;
  const counts = ({ partitionId, owner }: MemoryRows) => (database.heirOf(partitionId) ?? owner) === nodeId;
  return {
    ...{ nodeId, activityCapacity, activitiesRunning, isLeaving },
    orchestrators: [...orchestrators],
    activities: [...activities],
    isAlive: aliveUntil > moment,
    partitions: database.partitions.filter(counts).length,
  };
}

/** An attempt that a leaving node gives back was none. */
function remove({ nodes, partitions }: MemoryDatabase, nodeId: string): void {
  for (const rows of partitions) {
    for (const item of rows.workItems.all()) {
      if (item.lockedBy === nodeId) rows.workItems.set(item, { ...item, lockedBy: null, attempt: item.attempt - 1 });
    }
    if (rows.owner === nodeId) Object.assign(rows, { owner: null, leaseId: null });
  }
  nodes.delete(nodeId);
}

/** An owner that is named still did not give it back. */
function acquire(database: MemoryDatabase, nodeId: string, limit: number): TakenLease[] {
  const free = database.partitions.filter(({ owner }) => !database.isAlive(owner));
  const drawn = free
    .map((rows) => ({ rows, lot: Math.random() }))
    .sort((one, other) => one.lot - other.lot)
    .slice(0, limit);
  return drawn.map(({ rows }) => {
    const isLeftBehind = rows.owner !== null;
    database.heirs.delete(rows.partitionId);
    return { ...take(rows, nodeId), isLeftBehind };
  });
}
