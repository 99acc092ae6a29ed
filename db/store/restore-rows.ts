/**
 * Puts back rows that follow from an instance's history, where they are missing though they should be there.
 *
 * RR1. It writes only under the partition's current lease, whose row it locks, and while no turn of the instance is under
 *      way: its owner sees to that.
 * RR2. One statement sees history, queue and rows at one moment: where nothing is missing it changes nothing.
 */
import type { Sql } from 'postgres';
import type { Lease } from '@/server/store';

/** Gives how many rows came and went. */
export async function restoreRows(sql: Sql, lease: Lease, instanceId: string): Promise<number> {
  const parameters = [lease.partitionId, lease.epoch, lease.leaseId, instanceId];
  const [row] = await sql.unsafe<{ count: number }[]>(RESTORE, parameters, { prepare: true });
  return row?.count ?? 0;
}

const RESTORE = `
  with fence as (
    select from partitions where partition_id = $1::smallint and epoch = $2::bigint and lease_id = $3::uuid for share
  ), live as (
    select partition_id, instance_id, generation from instances
    where partition_id = $1::smallint and instance_id = $4 and completed_at is null and exists (select from fence)
  ), events as (
    select h.* from history h join live using (partition_id, instance_id, generation)
  ), results as (
    select (message::json ->> 'generation')::int as generation, (message::json ->> 'taskId')::int as task_id
    from control_queue
    where partition_id = $1::smallint and instance_id = $4 and message::json ->> 'type' in ('taskCompleted', 'taskFailed')
  ), restored_items as (
    insert into work_items (partition_id, instance_id, generation, task_id, name, input, facts, attempt)
    select partition_id, instance_id, generation, task_id, name, payload, detail, 0 from events e
    where type = 'TaskScheduled'
      and not exists (select from events d where d.task_id = e.task_id
        and d.type in ('TaskCompleted', 'TaskFailed', 'TaskCanceled'))
      and not exists (select from results r where r.generation = e.generation and r.task_id = e.task_id)
    on conflict do nothing
    returning 1
  ), restored_timers as (
    insert into timers (partition_id, instance_id, generation, task_id, fire_at)
    select partition_id, instance_id, generation, coalesce(task_id, 0),
      to_timestamp((detail::json ->> case type when 'TimerCreated' then 'fireAt' else 'startAt' end)::float8 / 1000)
    from events e
    where (type = 'TimerCreated' or (type = 'ExecutionStarted' and detail::json ->> 'startAt' is not null))
      and not exists (select from events d where d.task_id = coalesce(e.task_id, 0)
        and d.type in ('TimerFired', 'TimerCanceled'))
    on conflict do nothing
    returning 1
  ), stray as (
    delete from work_items w
    where w.partition_id = $1::smallint and w.instance_id = $4 and exists (select from fence) and (
      exists (select from events d where d.generation = w.generation and d.task_id = w.task_id
        and d.type in ('TaskCompleted', 'TaskFailed', 'TaskCanceled'))
      or not exists (select from instances i
        where i.partition_id = $1::smallint and i.instance_id = $4 and i.status <> 'Terminated'))
    returning 1
  )
  select ((select count(*) from restored_items) + (select count(*) from restored_timers)
    + (select count(*) from stray))::int as count`;
