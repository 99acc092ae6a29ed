/**
 * Nodes and what they hold.
 *
 * N1. A node's heartbeat is its lease on everything it holds; only the database's clock judges it.
 * N2. Every take-over draws a new epoch and a new lease id, and waits for checkpoints under the old ones to end.
 */
import type { Sql } from 'postgres';
import type { HeldLease, HubStore, Lease, NodeFacts, OtherNode, Renewal, TakenLease } from '@/server/store';
import { texts } from '../array-literal';

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

type LeaseRow = { partition_id: number; epoch: string; lease_id: string };

const toLease = (row: LeaseRow): Lease => ({
  partitionId: row.partition_id,
  epoch: Number(row.epoch),
  leaseId: row.lease_id,
});

export function nodeVerbs(sql: Sql): NodeVerbs {
  return {
    registerNode: (node, leaseMs) => register(sql, node, leaseMs),
    renewNode: (nodeId, leaseMs, activitiesRunning) => renew(sql, nodeId, leaseMs, activitiesRunning),
    leaveHub: (nodeId, leaseMs) => leave(sql, nodeId, leaseMs),
    removeNode: (nodeId) => remove(sql, nodeId),
    acquirePartitions: (nodeId, limit) => acquire(sql, nodeId, limit),
    reacquirePartition: (lease) => reacquire(sql, lease),
    releasePartition: (lease) => release(sql, lease),
    askForPartitions: (nodeId, owner, count) => ask(sql, nodeId, owner, count),
    handOverPartition: (lease, heir, { isPinned = false } = {}) => handOver(sql, lease, heir, isPinned),
    unpinPartitions: async (nodeId) => {
      await sql`
        delete from heirs h using partitions p
        where h.partition_id = p.partition_id and h.node_id = ${nodeId} and p.owner = ${nodeId}`;
    },
  };
}

type HeldRow = LeaseRow & { heir: string | null };
type RenewalRow = {
  now: number;
  live_nodes: number;
  asked: number;
  limited: string[] | null;
  leases: HeldRow[] | null;
  others: OtherNode[] | null;
};

const toHeld = (row: HeldRow): HeldLease => ({ ...toLease(row), heir: row.heir });

/** A node that was alive so recently may be starting anew. */
const LATELY_MS = 30_000;

async function register(sql: Sql, node: NodeFacts, leaseMs: number): Promise<Renewal> {
  await sql`
    insert into nodes (node_id, deployment, orchestrators, activities, entities, activity_capacity, alive_until)
    values (${node.nodeId}, ${node.deployment}, ${texts(node.orchestrators)}::text[], ${texts(node.activities)}::text[],
      ${texts(node.entities)}::text[], ${node.activityCapacity}, clock_timestamp() + ${leaseMs} * interval '1 ms')`;
  await sql`delete from nodes where alive_until < clock_timestamp() - interval '1 day'`;
  await sql`delete from function_permits p where not exists (select from nodes n where n.node_id = p.node_id)`;
  return renew(sql, node.nodeId, leaseMs);
}

async function renew(sql: Sql, nodeId: string, leaseMs: number, activitiesRunning = 0): Promise<Renewal> {
  const isMember = sql`n.alive_until > clock_timestamp() and n.leaving_since is null`;
  const [row] = await sql<RenewalRow[]>`
    with renewed as (
      update nodes
      set alive_until = clock_timestamp() + ${leaseMs} * interval '1 ms', activities_running = ${activitiesRunning}
      where node_id = ${nodeId}
    )
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as now,
      (select count(*)::int from nodes n where ${isMember} and node_id <> ${nodeId}) + 1 as live_nodes,
      (select count(*)::int from heirs join partitions using (partition_id)
        where node_id = ${nodeId} and owner is distinct from ${nodeId}) as asked,
      (select json_agg(name) from function_limits) as limited,
      (select json_agg(json_build_object('partition_id', partition_id, 'epoch', epoch, 'lease_id', lease_id,
          'heir', (select n.node_id from heirs h join nodes n using (node_id)
            where h.partition_id = p.partition_id and ${isMember})))
        from partitions p where owner = ${nodeId}) as leases,
      (select json_agg(json_build_object('nodeId', node_id, 'orchestrators', orchestrators, 'activities', activities,
          'activityCapacity', activity_capacity, 'activitiesRunning', activities_running,
          'isAlive', alive_until > clock_timestamp(), 'isLeaving', leaving_since is not null,
          'partitions', (select count(*) from partitions p where o.node_id = coalesce(
            (select n.node_id from heirs h join nodes n using (node_id)
              where h.partition_id = p.partition_id and ${isMember}), p.owner))))
        from nodes o where node_id <> ${nodeId} and alive_until > clock_timestamp() - ${LATELY_MS} * interval '1 ms') as others`;
  if (row === undefined) throw new Error('The database gave no answer to a heartbeat.');
  const { now, live_nodes: liveNodes, asked, limited, leases, others } = row;
  return { now, liveNodes, asked, limited: limited ?? [], leases: (leases ?? []).map(toHeld), others: others ?? [] };
}

async function leave(sql: Sql, nodeId: string, leaseMs: number): Promise<Renewal> {
  await sql`update nodes set leaving_since = clock_timestamp() where node_id = ${nodeId} and leaving_since is null`;
  return renew(sql, nodeId, leaseMs);
}

/** An attempt that a leaving node gives back was none. What somebody else has locked is on its way out. */
async function remove(sql: Sql, nodeId: string): Promise<void> {
  await sql`
    with held as (
      select ctid as place from work_items where locked_by = ${nodeId} for update skip locked
    )
    update work_items w set locked_by = null, attempt = attempt - 1 from held where w.ctid = held.place`;
  await sql`update partitions set owner = null, lease_id = null where owner = ${nodeId}`;
  await sql`delete from function_permits where node_id = ${nodeId}`;
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
    ), asked as (delete from heirs h using free where h.partition_id = free.partition_id)
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

/** An ask of a node that is gone counts no more. */
async function ask(sql: Sql, nodeId: string, owner: string, count: number): Promise<number> {
  const asked = await sql`
    insert into heirs as h (partition_id, node_id)
    select partition_id, ${nodeId} from partitions p
    where owner = ${owner} and not exists (
      select from heirs h join nodes n using (node_id)
      where h.partition_id = p.partition_id and n.alive_until > clock_timestamp() and n.leaving_since is null)
    order by partition_id limit ${count}
    on conflict (partition_id) do update set node_id = excluded.node_id
    where not exists (
      select from nodes n where n.node_id = h.node_id and n.alive_until > clock_timestamp() and n.leaving_since is null)`;
  return asked.count;
}

async function handOver(sql: Sql, lease: Lease, heir: string, isPinned: boolean): Promise<void> {
  await sql`
    with heir as (
      select node_id from nodes where node_id = ${heir} and alive_until > clock_timestamp() and leaving_since is null
    ), given as (
      update partitions
      set owner = (select node_id from heir), epoch = epoch + 1, acquired_at = clock_timestamp(),
        lease_id = case when exists (select from heir) then gen_random_uuid() end
      where partition_id = ${lease.partitionId} and epoch = ${lease.epoch} and lease_id = ${lease.leaseId}
      returning partition_id, owner
    ), answered as (
      delete from heirs h using given where h.partition_id = given.partition_id and not ${isPinned}
    )
    insert into heirs (partition_id, node_id)
    select partition_id, owner from given where ${isPinned} and owner is not null
    on conflict (partition_id) do update set node_id = excluded.node_id`;
}
