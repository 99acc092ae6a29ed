/** Reads what waits in the hub, and who works on it: for dashboards and alarms. */
import type { Sql } from 'postgres';
import { RUNTIME_STATUSES, type RuntimeStatus } from '@/contract/runtime-status';
import type { HubFigures, PartitionFigures } from '@/server/operations-store';
import { transaction } from '../transaction';

/** A count of this many means that many or more. */
const COUNT_CAP = 10_001;

const TIMEOUT_MS = 2_000;

/** In one transaction that ends by itself where it takes long. */
export function hubFigures(sql: Sql): Promise<HubFigures> {
  return transaction(sql, async (tx) => {
    await tx.unsafe(`set local statement_timeout = ${TIMEOUT_MS}`);
    const partitions = await tx.unsafe<PartitionRow[]>(PARTITIONS);
    const [hub] = await tx.unsafe<HubRow[]>(HUB);
    return {
      partitions: partitions.map(toPartition),
      instances: { cap: COUNT_CAP, counts: hub?.instances ?? {} },
      heldBack: hub?.held_back ?? 0,
      nodes: (hub?.nodes ?? []).map(({ startedAt, ...node }) => ({
        ...node,
        startedAt: new Date(startedAt).toISOString(),
      })),
      connections: hub?.connections ?? [],
      oldestTransactionMs: hub?.oldest_transaction_ms ?? 0,
      openFindings: hub?.findings ?? {},
    };
  });
}

type PartitionRow = {
  partition_id: number;
  owner: string | null;
  is_owned: boolean;
  messages: number;
  oldest_message_ms: number;
  waiting: number;
  oldest_work_item_ms: number;
  held: number;
  held_back: number;
  outbox: number;
  timer_lag_ms: number;
};

type HubRow = {
  instances: Partial<Record<RuntimeStatus, number>>;
  held_back: number;
  nodes: HubFigures['nodes'] | null;
  connections: HubFigures['connections'] | null;
  oldest_transaction_ms: number | null;
  findings: Record<string, number> | null;
};

function toPartition(row: PartitionRow): PartitionFigures {
  return {
    partitionId: row.partition_id,
    owner: row.owner,
    isOwned: row.is_owned,
    messages: row.messages,
    oldestMessageMs: row.oldest_message_ms,
    workItemsWaiting: row.waiting,
    oldestWorkItemMs: row.oldest_work_item_ms,
    workItemsHeld: row.held,
    workItemsHeldBack: row.held_back,
    outbox: row.outbox,
    timerLagMs: row.timer_lag_ms,
  };
}

const ageMs = (moment: string): string =>
  `greatest(0, coalesce((extract(epoch from clock_timestamp() - min(${moment})) * 1000)::float8, 0))`;

/** Each subquery ends at the cap, and goes by an index. */
const PARTITIONS = `
  select p.partition_id, p.owner,
    exists (select from nodes n where n.node_id = p.owner and n.alive_until > clock_timestamp()) as is_owned,
    m.messages, m.oldest_message_ms, w.waiting, w.oldest_work_item_ms, h.held, q.held_back, o.outbox, t.timer_lag_ms
  from partitions p,
    lateral (select count(*)::int as messages, ${ageMs('since')} as oldest_message_ms
      from (select coalesce(visible_at, enqueued_at) as since from control_queue c
        where c.partition_id = p.partition_id and (visible_at is null or visible_at <= clock_timestamp())
        order by message_id limit ${COUNT_CAP}) c) m,
    lateral (select count(*)::int as waiting, ${ageMs('enqueued_at')} as oldest_work_item_ms
      from (select enqueued_at from work_items i
        where i.partition_id = p.partition_id and locked_by is null and quarantined_at is null
        order by enqueued_at limit ${COUNT_CAP}) i) w,
    lateral (select count(*)::int as held
      from (select from work_items i where i.partition_id = p.partition_id and locked_by is not null
        limit ${COUNT_CAP}) i) h,
    lateral (select count(*)::int as held_back
      from (select from work_items i where i.partition_id = p.partition_id and quarantined_at is not null
        limit ${COUNT_CAP}) i) q,
    lateral (select count(*)::int as outbox
      from (select from outbox b where b.partition_id = p.partition_id limit ${COUNT_CAP}) b) o,
    lateral (select ${ageMs('fire_at')} as timer_lag_ms
      from (select fire_at from timers f where f.partition_id = p.partition_id and fire_at <= clock_timestamp()
        order by fire_at limit 1) f) t
  order by p.partition_id`;

const STATUS_COUNTS = RUNTIME_STATUSES.map(
  (status) =>
    `'${status}', (select count(*) from (select from instances where status = '${status}' limit ${COUNT_CAP}) s)`,
).join(', ');

const HUB = `
  select json_build_object(${STATUS_COUNTS}) as instances,
    (select count(*)::int from (select from instances
      where problem is not null and completed_at is null limit ${COUNT_CAP}) i) as held_back,
    (select json_agg(json_build_object('nodeId', node_id, 'deployment', deployment, 'startedAt', started_at,
        'isAlive', alive_until > clock_timestamp(), 'activityCapacity', activity_capacity) order by started_at)
      from nodes where alive_until > clock_timestamp() - interval '1 hour') as nodes,
    (select json_agg(json_build_object('role', role, 'state', state, 'count', count)) from (
      select split_part(application_name, '/', 3) as role, coalesce(state, 'unknown') as state, count(*)::int as count
      from pg_stat_activity where datname = current_database() and application_name like 'perdure/%/%'
      group by 1, 2) c) as connections,
    (select (extract(epoch from clock_timestamp() - min(xact_start)) * 1000)::float8 from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid())
      as oldest_transaction_ms,
    (select json_object_agg(kind, count) from (select kind, count(*) as count from repair_findings
      where mended_at is null group by kind) f) as findings`;
