/**
 * Looks for what should be impossible. Reads only.
 *
 * EX1. An instance is judged by one snapshot of its history, its rows and its messages, in which a checkpoint has happened or
 *      has not: what is wrong there is wrong.
 * EX2. Each look ends at a limit, and by itself where it takes long.
 */
import type { Sql } from 'postgres';
import type { FindingKind } from '@/contract/repair';
import type { TaskLink } from '@/server/engine/history';
import type { EntityLock, Finding, OperationsStore } from '@/server/operations-store';
import { texts } from '../array-literal';
import { transaction } from '../transaction';
import { listOpen } from './list-open';

const TIMEOUT_MS = 10_000;
const FOUND_MAX = 100;

/** A queue that is longer is behind, and nothing in it stuck. */
const BACKLOG_MAX = 1_000;

type Row = { kind: FindingKind; instance_id: string; task_id: number; detail: string };

export function examineVerbs(sql: Sql): Pick<OperationsStore, 'listOpen' | 'examine' | 'examineQueues' | 'listLocks'> {
  const read = <T>(statement: string, parameters: (string | number)[]) =>
    transaction(sql, async (tx) => {
      await tx.unsafe(`set local statement_timeout = ${TIMEOUT_MS}`);
      return await tx.unsafe<(T & object)[]>(statement, parameters);
    });
  const find = async (partitionId: number, statement: string, parameters: (string | number)[]): Promise<Finding[]> => {
    const rows = await read<Row>(statement, [partitionId, ...parameters]);
    return rows.map(({ kind, instance_id, task_id, detail }) => ({
      ...{ kind, partitionId, detail },
      instanceId: instance_id,
      taskId: task_id,
    }));
  };
  return {
    listOpen: (after, quietMs, limit) => listOpen(sql, after, quietMs, limit),
    examine: (partitionId, instanceIds, quietMs) => find(partitionId, INSTANCES, [texts(instanceIds), quietMs]),
    examineQueues: (partitionId, ageMs) => find(partitionId, QUEUES, [ageMs]),
    listLocks: async (partitionId, ageMs, limit) => {
      const rows = await read<{ instance_id: string; locked_by: string }>(LOCKS, [partitionId, ageMs, limit]);
      return rows.map(
        (row): EntityLock => ({ instanceId: row.instance_id, owner: JSON.parse(row.locked_by) as TaskLink }),
      );
    },
  };
}

/** $1 partition, $2 ids, $3 for how long nothing happened to them, in milliseconds. */
const INSTANCES = `
  with live as (
    select partition_id, instance_id, generation, status, problem from instances
    where partition_id = $1::smallint and instance_id = any($2::text[]) and completed_at is null
      and updated_at < clock_timestamp() - $3::float8 * interval '1 ms'
  ), events as (
    select h.instance_id, h.generation, h.task_id, h.type, h.name, h.detail
    from history h join live using (partition_id, instance_id, generation)
  ), tasks as (
    select instance_id, generation, coalesce(task_id, 0) as task_id, min(name) as name,
      bool_or(type = 'TaskScheduled') as scheduled,
      bool_or(type in ('TaskCompleted', 'TaskFailed', 'TaskCanceled')) as ended,
      bool_or(type = 'TimerCreated' or (type = 'ExecutionStarted' and detail::json ->> 'startAt' is not null)) as timed,
      bool_or(type in ('TimerFired', 'TimerCanceled')) as over,
      bool_or(type in ('SubOrchestrationInstanceCreated', 'EntityOperationCalled', 'EntityLockRequested')) as asked,
      bool_or(type in ('SubOrchestrationInstanceCompleted', 'SubOrchestrationInstanceFailed', 'EntityOperationCompleted',
        'EntityOperationFailed', 'EntityLockGranted')) as answered
    from events where task_id is not null or type = 'ExecutionStarted' group by 1, 2, 3
  ), messages as (
    select instance_id, message::json as message from control_queue
    where partition_id = $1::smallint and instance_id in (select instance_id from live)
  ), owed as (
    select t.*,
      exists (select from work_items w where w.partition_id = $1::smallint and w.instance_id = t.instance_id
        and w.generation = t.generation and w.task_id = t.task_id) as has_item,
      exists (select from timers r where r.partition_id = $1::smallint and r.instance_id = t.instance_id
        and r.generation = t.generation and r.task_id = t.task_id) as has_timer,
      exists (select from messages m where m.instance_id = t.instance_id
        and m.message ->> 'type' in ('taskCompleted', 'taskFailed')
        and (m.message ->> 'generation')::int = t.generation and (m.message ->> 'taskId')::int = t.task_id) as has_result
    from tasks t
  ), idle as (
    select l.instance_id from live l
    where l.status in ('Pending', 'Running') and l.problem is null
      and not exists (select from owed t where t.instance_id = l.instance_id
        and ((t.scheduled and not t.ended) or (t.timed and not t.over) or (t.asked and not t.answered)))
      and not exists (select from waits w where w.partition_id = $1::smallint and w.instance_id = l.instance_id
        and w.generation = l.generation and w.state = 'open')
      and not exists (select from messages m where m.instance_id = l.instance_id)
  )
  select 'lost-work-item' as kind, instance_id, task_id,
    format('Activity %s (#%s) is open, but has no work item and no result.', name, task_id) as detail
  from owed where scheduled and not ended and not has_item and not has_result
  union all
  select 'stray-work-item', instance_id, task_id, format('Activity %s (#%s) has ended, but has a work item.', name, task_id)
  from owed where scheduled and ended and has_item
  union all
  select 'lost-timer', instance_id, task_id, format('Timer #%s is pending, but has no row.', task_id)
  from owed where timed and not over and not has_timer
  union all
  select 'waits-for-nothing', i.instance_id, 0, 'It has not ended, waits for nothing, and nothing is on its way to it.'
  from idle i where not exists (select from outbox o where o.instance_id = i.instance_id)
  limit ${FOUND_MAX}`;

/** $1 partition, $2 how long something lies untouched, in milliseconds. */
const QUEUES = `
  with messages as (
    select instance_id, coalesce(visible_at, enqueued_at) as since from control_queue
    where partition_id = $1::smallint and (visible_at is null or visible_at <= clock_timestamp())
    order by message_id limit ${BACKLOG_MAX}
  ), stuck as (
    select m.instance_id, count(*) as count from messages m
    where since < clock_timestamp() - $2::float8 * interval '1 ms' and (select count(*) from messages) < ${BACKLOG_MAX}
      and not exists (select from instances i where i.partition_id = $1::smallint and i.instance_id = m.instance_id
        and i.problem is not null)
    group by 1
  ), items as (
    select instance_id, generation, task_id, name, enqueued_at from work_items
    where partition_id = $1::smallint order by instance_id, generation, task_id limit 5000
  )
  select 'stuck-message' as kind, instance_id, 0 as task_id,
    format('%s of its messages have not been taken in.', count) as detail from stuck
  union all
  select 'stray-work-item', w.instance_id, w.task_id,
    format('Activity %s (#%s) has a work item, but its instance %s.', w.name, w.task_id,
      case when i.status is null then 'is gone' else 'was terminated' end)
  from items w left join instances i on i.partition_id = $1::smallint and i.instance_id = w.instance_id
  where (i.status is null or i.status = 'Terminated')
    and w.enqueued_at < clock_timestamp() - $2::float8 * interval '1 ms'
  union all
  select 'stuck-outbox', '', 0, format('Nothing has been forwarded since position %s.', min(position))
  from outbox where partition_id = $1::smallint having count(*) > 0
  limit ${FOUND_MAX}`;

/** $1 partition, $2 how long nothing was asked of them, in milliseconds, $3 how many. */
const LOCKS = `
  select e.instance_id, e.locked_by from entities e
  where e.partition_id = $1::smallint and e.locked_by is not null
    and e.last_operation_at < clock_timestamp() - $2::float8 * interval '1 ms'
    and not exists (select from control_queue c where c.partition_id = $1::smallint and c.instance_id = e.instance_id)
    and not exists (select from outbox o where o.instance_id = e.instance_id)
  limit $3`;
