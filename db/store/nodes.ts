/**
 * Nodes and what they hold.
 *
 * N1. A node's heartbeat is its lease on everything it holds; only the database's clock judges it.
 * N2. Every take-over draws a new epoch and a new lease id, and waits for checkpoints under the old ones to end.
 */
import type { Sql } from 'postgres';
import type { HubStore, Lease, NodeFacts, OtherNode, Renewal, TakenLease } from '@/server/store';
import { texts } from '../array-literal';

type NodeVerbs = Pick<
  HubStore,
  | 'registerNode'
  | 'renewNode'
  | 'removeNode'
  | 'acquirePartitions'
  | 'reacquirePartition'
  | 'releasePartition'
  | 'handOverPartition'
>;

type LeaseRow = { partition_id: number; epoch: string; lease_id: string };

const toLease = (row: LeaseRow): Lease => ({
  partitionId: row.partition_id,
  epoch: Number(row.epoch),
  leaseId: row.lease_id,
});

export function nodeVerbs(sql: Sql): NodeVerbs {
  return {
    registerNode: (node, leaseMs) => register(sql, node, leaseMs),
    renewNode: (nodeId, leaseMs) => renew(sql, nodeId, leaseMs),
    removeNode: (nodeId) => remove(sql, nodeId),
    acquirePartitions: (nodeId, limit) => acquire(sql, nodeId, limit),
    reacquirePartition: (lease) => reacquire(sql, lease),
    releasePartition: (lease) => release(sql, lease),
    handOverPartition: async (lease, nodeId) => {
      await sql`
        update partitions
        set owner = ${nodeId}, epoch = epoch + 1, lease_id = gen_random_uuid(), acquired_at = clock_timestamp()
        where partition_id = ${lease.partitionId} and epoch = ${lease.epoch} and lease_id = ${lease.leaseId}`;
    },
  };
}

type RenewalRow = { now: number; live_nodes: number; leases: LeaseRow[] | null; others: OtherNode[] | null };

/** A node that was alive so recently may be starting anew. */
const LATELY_MS = 30_000;

async function register(sql: Sql, node: NodeFacts, leaseMs: number): Promise<Renewal> {
  await sql`
    insert into nodes (node_id, deployment, orchestrators, activities, activity_capacity, alive_until)
    values (${node.nodeId}, ${node.deployment}, ${texts(node.orchestrators)}::text[], ${texts(node.activities)}::text[],
      ${node.activityCapacity}, clock_timestamp() + ${leaseMs} * interval '1 ms')`;
  await sql`delete from nodes where alive_until < clock_timestamp() - interval '1 day'`;
  return renew(sql, node.nodeId, leaseMs);
}

async function renew(sql: Sql, nodeId: string, leaseMs: number): Promise<Renewal> {
  const [row] = await sql<RenewalRow[]>`
    with renewed as (
      update nodes set alive_until = clock_timestamp() + ${leaseMs} * interval '1 ms' where node_id = ${nodeId}
    )
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as now,
      (select count(*)::int from nodes where alive_until > clock_timestamp() and node_id <> ${nodeId}) + 1 as live_nodes,
      (select json_agg(json_build_object('partition_id', partition_id, 'epoch', epoch, 'lease_id', lease_id))
        from partitions where owner = ${nodeId}) as leases,
      (select json_agg(json_build_object('nodeId', node_id, 'orchestrators', orchestrators, 'activities', activities,
          'isAlive', alive_until > clock_timestamp()))
        from nodes where node_id <> ${nodeId} and alive_until > clock_timestamp() - ${LATELY_MS} * interval '1 ms') as others`;
  if (row === undefined) throw new Error('The database gave no answer to a heartbeat.');
  return { now: row.now, liveNodes: row.live_nodes, leases: (row.leases ?? []).map(toLease), others: row.others ?? [] };
}

/** An attempt that a leaving node gives back was none. What somebody else has locked is on its way out. */
async function remove(sql: Sql, nodeId: string): Promise<void> {
  await sql`
    with held as (
      select ctid as place from work_items where locked_by = ${nodeId} for update skip locked
    )
    update work_items w set locked_by = null, attempt = attempt - 1 from held where w.ctid = held.place`;
  await sql`update partitions set owner = null, lease_id = null where owner = ${nodeId}`;
  await sql`delete from nodes where node_id = ${nodeId}`;
}

/** An owner that is named still did not give it back: its process ended, or lost its lease. */
async function acquire(sql: Sql, nodeId: string, limit: number): Promise<TakenLease[]> {
  const rows = await sql<(LeaseRow & { is_left_behind: boolean })[]>`
    with free as (
      select partition_id, owner is not null as is_left_behind from partitions p
      where not exists (select from nodes n where n.node_id = p.owner and n.alive_until > clock_timestamp())
      order by random() limit ${limit}
      for update skip locked
    )
    update partitions p
    set owner = ${nodeId}, epoch = epoch + 1, lease_id = gen_random_uuid(), acquired_at = clock_timestamp()
    from free where p.partition_id = free.partition_id
    returning p.partition_id, p.epoch, p.lease_id, free.is_left_behind`;
  return rows.map((row) => ({ ...toLease(row), isLeftBehind: row.is_left_behind }));
}

async function reacquire(sql: Sql, lease: Lease): Promise<Lease | 'lease-lost'> {
  const [row] = await sql<LeaseRow[]>`
    update partitions set epoch = epoch + 1, lease_id = gen_random_uuid(), acquired_at = clock_timestamp()
    where partition_id = ${lease.partitionId} and epoch = ${lease.epoch} and lease_id = ${lease.leaseId}
    returning partition_id, epoch, lease_id`;
  return row === undefined ? 'lease-lost' : toLease(row);
}

async function release(sql: Sql, lease: Lease): Promise<void> {
  await sql`
    update partitions set owner = null, lease_id = null
    where partition_id = ${lease.partitionId} and epoch = ${lease.epoch} and lease_id = ${lease.leaseId}`;
}
