/**
 * The work-item queue: activities to be run, by any node.
 *
 * W1. An attempt is counted before it runs.
 * W2. Only the node that holds an item, by attempt, can end it; a late result is dropped.
 * W3. An item whose nodes ended too often while they held it waits to be released.
 */
import type { Sql } from 'postgres';
import type { ClaimWish } from '@/server/claim-wish';
import { activityEnded } from '@/server/engine/activity-ended';
import type { ClaimedWorkItem, HubStore, WorkItemKey, WorkItemResult } from '@/server/store';
import { arrayLiteral, plain, text, texts } from '../array-literal';
import { toTryFacts } from './try-facts';

type WorkItemVerbs = Pick<
  HubStore,
  'freeWorkItems' | 'heldWorkItems' | 'claimWorkItems' | 'returnWorkItems' | 'completeWorkItems'
>;

export function workItemVerbs(sql: Sql): WorkItemVerbs {
  return {
    freeWorkItems: async (partitionId, deliveriesMax) => {
      const freed = await sql`
        update work_items w
        set locked_by = null, quarantined_at = case when attempt >= ${deliveriesMax} then clock_timestamp() end
        where partition_id = ${partitionId} and locked_by is not null
          and not exists (select from nodes n where n.node_id = w.locked_by and n.alive_until > clock_timestamp())`;
      return freed.count;
    },
    heldWorkItems: async (partitionId, nodeId) => {
      const rows = await sql<ClaimedRow[]>`
        select instance_id, generation, task_id, attempt, name, input, facts from work_items
        where partition_id = ${partitionId} and locked_by = ${nodeId}`;
      return rows.map((row) => toClaimed(partitionId, row));
    },
    claimWorkItems: (partitionId, nodeId, wanted) => claim(sql, partitionId, nodeId, wanted),
    returnWorkItems: async (partitionId, nodeId, items) => {
      const columns = KEY_COLUMNS.map((column) => arrayLiteral(items, column));
      await sql.unsafe(RETURN, [partitionId, nodeId, ...columns], { prepare: true });
    },
    completeWorkItems: (partitionId, nodeId, results) => complete(sql, partitionId, nodeId, results),
  };
}

type ClaimedRow = {
  instance_id: string;
  generation: number;
  task_id: number;
  attempt: number;
  name: string;
  input: string | null;
  facts: string | null;
  waited_ms?: number;
};

async function claim(
  sql: Sql,
  partitionId: number,
  nodeId: string,
  { activities, activitiesElsewhere, limit, queue, suspectAttempt, suspectsMax }: ClaimWish,
): Promise<ClaimedWorkItem[]> {
  const isFree = sql`
    partition_id = ${partitionId} and locked_by is null and quarantined_at is null
      and ${queue === undefined ? sql`queue is null` : sql`queue = ${queue}`}
      and (lower(name) = any(${texts(activities)}::text[])
        or lower(name) <> all(${texts(activitiesElsewhere)}::text[]))`;
  const rows = await sql<ClaimedRow[]>`
    with ordinary as (
      select instance_id, generation, task_id from work_items where ${isFree} and attempt < ${suspectAttempt}
      order by enqueued_at limit ${limit}
      for update skip locked
    ), suspect as (
      select instance_id, generation, task_id from work_items where ${isFree} and attempt >= ${suspectAttempt}
      order by enqueued_at limit ${suspectsMax}
      for update skip locked
    ), free as (select * from ordinary union all select * from suspect)
    update work_items w set locked_by = ${nodeId}, attempt = attempt + 1
    from free f
    where w.partition_id = ${partitionId} and w.instance_id = f.instance_id and w.generation = f.generation
      and w.task_id = f.task_id
    returning w.instance_id, w.generation, w.task_id, w.attempt, w.name, w.input, w.facts,
      (extract(epoch from clock_timestamp() - w.enqueued_at) * 1000)::float8 as waited_ms`;
  return rows.map((row) => toClaimed(partitionId, row));
}

function toClaimed(partitionId: number, row: ClaimedRow): ClaimedWorkItem {
  return {
    partitionId,
    instanceId: row.instance_id,
    generation: row.generation,
    taskId: row.task_id,
    attempt: row.attempt,
    name: row.name,
    input: row.input,
    facts: toTryFacts(row.facts),
    ...(row.waited_ms !== undefined && { waitedMs: row.waited_ms }),
  };
}

const KEY_COLUMNS = [
  text<WorkItemKey>((item) => item.instanceId),
  plain<WorkItemKey>((item) => item.generation),
  plain<WorkItemKey>((item) => item.taskId),
  plain<WorkItemKey>((item) => item.attempt),
];

/** An attempt that did not begin was none. */
const RETURN = `
  update work_items w set locked_by = null, attempt = w.attempt - 1
  from unnest($3::text[], $4::int[], $5::int[], $6::int[]) r (id, generation, task, attempt)
  where w.partition_id = $1::smallint and w.instance_id = r.id and w.generation = r.generation and w.task_id = r.task
    and w.attempt = r.attempt and w.locked_by = $2`;

const RESULT_COLUMNS = [...KEY_COLUMNS, text<WorkItemResult>((result) => JSON.stringify(activityEnded(result)))];

async function complete(sql: Sql, partitionId: number, nodeId: string, results: WorkItemResult[]): Promise<void> {
  const columns = RESULT_COLUMNS.map((column) => arrayLiteral(results, column));
  await sql.unsafe(COMPLETE, [partitionId, nodeId, ...columns], { prepare: true });
}

const COMPLETE = `
  with ended as (
    delete from work_items w
    using unnest($3::text[], $4::int[], $5::int[], $6::int[], $7::text[]) r (id, generation, task, attempt, message)
    where w.partition_id = $1::smallint and w.instance_id = r.id and w.generation = r.generation and w.task_id = r.task
      and w.attempt = r.attempt and w.locked_by = $2
    returning w.instance_id, r.message
  )
  insert into control_queue (partition_id, instance_id, message)
  select $1::smallint, instance_id, message from ended`;
