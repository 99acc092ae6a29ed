// What must be true of a task hub at every moment, whatever has crashed: each invariant is one query for its violations.

import type { Sql } from 'postgres';
import { texts } from '../array-literal';
import { INVARIANTS_AT_REST, INVARIANTS_BETWEEN } from './invariants-between';

/** The current generation of instances that have not ended. */
const LIVE = `live as (
  select partition_id, instance_id, generation, history_length from instances where completed_at is null
)`;

/** What history says of each task: how often it was scheduled and ended, and where. Timer 0 is a start at a given time. */
const TASKS = `tasks as (
  select partition_id, instance_id, generation, task_id,
    count(*) filter (where type = 'TaskScheduled') as scheduled,
    count(*) filter (where type in ('TaskCompleted', 'TaskFailed', 'TaskCanceled')) as ended,
    count(*) filter (where type = 'TaskCanceled') as canceled,
    min(seq) filter (where type = 'TaskScheduled') as scheduled_seq,
    min(seq) filter (where type in ('TaskCompleted', 'TaskFailed', 'TaskCanceled')) as ended_seq,
    count(*) filter (where type in ('TimerCreated', 'ExecutionStarted')) as created,
    count(*) filter (where type in ('TimerFired', 'TimerCanceled')) as over,
    min(seq) filter (where type in ('TimerCreated', 'ExecutionStarted')) as created_seq,
    min(seq) filter (where type in ('TimerFired', 'TimerCanceled')) as over_seq,
    min(fire_at) as fire_at,
    min(extract(epoch from at) * 1000) filter (where type = 'TimerFired') as fired_at,
    count(*) filter (where type in ('SubOrchestrationInstanceCreated', 'EntityOperationCalled', 'EntityLockRequested')) as asked,
    count(*) filter (where type in ('SubOrchestrationInstanceCompleted', 'SubOrchestrationInstanceFailed',
      'EntityOperationCompleted', 'EntityOperationFailed', 'EntityLockGranted')) as answered
  from (
    select partition_id, instance_id, generation, seq, type, at, task_id, (detail::json ->> 'fireAt')::float8 as fire_at
    from history where task_id is not null
    union all select partition_id, instance_id, generation, seq, type, at, 0, (detail::json ->> 'startAt')::float8
    from history where type = 'ExecutionStarted' and detail::json ->> 'startAt' is not null) h
  group by 1, 2, 3, 4
)`;

/** Each gives the partition, the instance, the generation, and what is wrong. */
const INVARIANTS: [name: string, query: string][] = [
  [
    'I1. seq counts from 0 without a gap',
    `select partition_id, instance_id, generation, 'positions up to ' || max(seq) || ', but ' || count(*) || ' events'
     from history group by 1, 2, 3 having min(seq) <> 0 or max(seq) <> count(*) - 1`,
  ],
  [
    'I1. an instance has as many events as its row says',
    `select i.partition_id, i.instance_id, i.generation, 'row says ' || i.history_length || ', there are ' || h.events
     from instances i, lateral (select count(*) as events from history h where h.partition_id = i.partition_id
       and h.instance_id = i.instance_id and h.generation = i.generation) h
     where h.events <> i.history_length`,
  ],
  [
    'I1. turns never go back along seq',
    `select partition_id, instance_id, generation, 'turn ' || turn || ' at ' || seq from (
       select *, max(turn) over (partition by partition_id, instance_id, generation order by seq) as latest from history) h
     where turn < latest`,
  ],
  [
    'I2. an execution starts once, and only what ends or delays it comes before',
    `select partition_id, instance_id, generation, type || ' at ' || seq from (
       select *, count(*) filter (where type = 'ExecutionStarted') over (
         partition by partition_id, instance_id, generation order by seq rows unbounded preceding) as starts from history) h
     where case when type = 'ExecutionStarted' then starts > 1 else starts = 0 and type not in ('EventRaised', 'ExecutionSuspended',
       'ExecutionResumed', 'ExecutionCancelRequested', 'ExecutionTerminated', 'ExecutionCompleted') end`,
  ],
  [
    'I3. the end is one event, and the last',
    `select h.partition_id, h.instance_id, h.generation, l.type || ' at ' || l.seq || ' after the end' from history h
     join history l using (partition_id, instance_id, generation)
     where h.type in ('ExecutionCompleted', 'ContinuedAsNew') and l.seq > h.seq`,
  ],
  [
    'I4. task ids grow, each is scheduled once',
    `select partition_id, instance_id, generation, 'task ' || task_id || ' after ' || previous from (
       select *, lag(task_id) over (partition by partition_id, instance_id, generation order by seq) as previous
       from history where type in ('TaskScheduled', 'TimerCreated', 'EventWaitStarted', 'SubOrchestrationInstanceCreated', 'EventSent',
         'EntityOperationSignaled', 'EntityOperationCalled', 'EntityLockRequested')) h
     where task_id <= previous`,
  ],
  [
    'I5. a task ends once, after it was scheduled',
    `with ${TASKS} select partition_id, instance_id, generation,
       'task ' || task_id || ' scheduled ' || scheduled || ' times, ended ' || ended || ' times' from tasks
     where ended > 1 or (ended = 1 and (scheduled <> 1 or ended_seq < scheduled_seq))`,
  ],
  [
    'I5. another instance is asked once, and answers once',
    `with ${TASKS} select partition_id, instance_id, generation,
       'task ' || task_id || ' asked ' || asked || ' times, answered ' || answered || ' times' from tasks
     where asked > 1 or answered > asked`,
  ],
  [
    'I6. a timer fires or is canceled once, after it was created, and fires not early',
    `with ${TASKS} select partition_id, instance_id, generation,
       'timer ' || task_id || ' for ' || fire_at || ' over ' || over || ' times, at ' || coalesce(fired_at, 0) from tasks
     where over > 1 or (over = 1 and (created <> 1 or over_seq < created_seq)) or fired_at < fire_at`,
  ],
  [
    'I9. the row and its history agree on the end',
    `select i.partition_id, i.instance_id, i.generation, i.status || ', history ends with ' || coalesce(h.status, 'no end')
     from instances i left join lateral (select detail::json ->> 'status' as status from history h
       where h.partition_id = i.partition_id and h.instance_id = i.instance_id and h.generation = i.generation
         and h.type = 'ExecutionCompleted') h on true
     where coalesce(h.status, '') <> case when i.completed_at is null then '' else i.status::text end`,
  ],
  [
    'I11. an open task of a live instance has one work item or its result on its way, a closed one no work item, unless it was canceled too late for its result',
    `with ${LIVE}, ${TASKS}, results as (
       select partition_id, instance_id, (message::json ->> 'generation')::int as generation,
         (message::json ->> 'taskId')::int as task_id
       from control_queue where message::json ->> 'type' in ('taskCompleted', 'taskFailed')
     ), owed as (
       select t.partition_id, t.instance_id, t.generation, t.task_id, t.scheduled - t.ended as open,
         t.canceled > 0 as is_canceled,
         (select count(*) from work_items w where w.partition_id = t.partition_id and w.instance_id = t.instance_id
           and w.generation = t.generation and w.task_id = t.task_id) as items,
         (select count(*) from results r where r.partition_id = t.partition_id and r.instance_id = t.instance_id
           and r.generation = t.generation and r.task_id = t.task_id) as results
       from tasks t join live using (partition_id, instance_id, generation) where t.scheduled > 0)
     select partition_id, instance_id, generation,
       'task ' || task_id || ' open ' || open || ', work items ' || items || ', results ' || results
     from owed where items + least(results, open) <> open and not (is_canceled and items = 0)`,
  ],
  [
    'I12. a pending timer of a live instance has one row, any other none',
    `with ${LIVE}, ${TASKS}, owed as (
       select t.partition_id, t.instance_id, t.generation, t.task_id, t.fire_at, t.created - t.over as pending
       from tasks t join live using (partition_id, instance_id, generation) where t.created > 0)
     select partition_id, instance_id, generation,
       'timer ' || task_id || ' pending ' || coalesce(pending, 0) || ', row for ' || coalesce(r.fire_at::text, 'none')
     from owed o full join timers r using (partition_id, instance_id, generation, task_id)
     where (coalesce(pending, 0) = 1) <> (r.fire_at is not null)
       or abs(extract(epoch from r.fire_at) * 1000 - o.fire_at) > 0.5`,
  ],
  [
    'I13. an instance that was terminated, or is not there, leaves no work item, and one that has ended no open wait',
    `with ${LIVE}, left_over as (
       select w.partition_id, w.instance_id, w.generation, 'work item ' || w.task_id as what from work_items w
         left join instances i using (partition_id, instance_id)
         where i.status is null or (i.status = 'Terminated' and i.generation = w.generation)
       union all select partition_id, instance_id, generation, 'wait ' || task_id from waits where state = 'open')
     select o.partition_id, o.instance_id, o.generation, what from left_over o
     left join live l using (partition_id, instance_id, generation) where l.instance_id is null`,
  ],
];

/** Of instances that the hub brought to where they are. */
const INVARIANTS_OF_WAITING: typeof INVARIANTS = [
  [
    'I17. an instance that can go on waits for something, or something waits for it',
    `with ${TASKS} select i.partition_id, i.instance_id, i.generation, i.status || ' and waits for nothing' from instances i
     where i.completed_at is null and i.problem is null and i.status <> 'Suspended'
       and not exists (select from tasks t where t.partition_id = i.partition_id and t.instance_id = i.instance_id
         and t.generation = i.generation and (t.scheduled > t.ended or t.created > t.over or t.asked > t.answered))
       and not exists (select from waits w where w.partition_id = i.partition_id and w.instance_id = i.instance_id
         and w.generation = i.generation and w.state = 'open')
       and not exists (select from control_queue q where q.partition_id = i.partition_id and q.instance_id = i.instance_id)`,
  ],
];

const TOLD_MAX = 10;

/**
 * The violations there are, as sentences; empty where all is well. May be asked while the hub is at work: each invariant
 * is judged on one snapshot.
 */
export function violations(sql: Sql): Promise<string[]> {
  return violationsOf(sql, [...INVARIANTS, ...INVARIANTS_BETWEEN]);
}

/** As above, and what must be true besides of a hub in which nothing is under way. */
export function violationsAtRest(sql: Sql): Promise<string[]> {
  return violationsOf(sql, [...INVARIANTS, ...INVARIANTS_BETWEEN, ...INVARIANTS_AT_REST]);
}

/** The violations between instances. */
export function violationsBetween(sql: Sql): Promise<string[]> {
  return violationsOf(sql, INVARIANTS_BETWEEN);
}

/** What the invariants of single instances look at. */
const TABLES = ['instances', 'history', 'timers', 'work_items', 'waits', 'control_queue', 'outbox'];

/** The violations of these instances alone, at a cost that does not grow with the hub. */
export function violationsAmong(sql: Sql, instanceIds: readonly string[]): Promise<string[]> {
  const ids = texts(instanceIds);
  // Each table is hidden behind its own rows of these instances, found by key.
  const views = TABLES.map(
    (table) => `${table} as materialized (
      select t.* from public.partitions p, unnest($1::text[]) wanted (id),
        lateral (select * from public.${table} s where s.partition_id = p.partition_id and s.instance_id = wanted.id offset 0) t)`,
  );
  const invariants = [...INVARIANTS, ...INVARIANTS_OF_WAITING];
  return violationsOf(sql, invariants, { before: `with ${views.join(', ')}`, parameters: [ids] });
}

type Scope = { before: string; parameters: string[] };

async function violationsOf(
  sql: Sql,
  invariants: typeof INVARIANTS,
  { before, parameters }: Scope = { before: '', parameters: [] },
): Promise<string[]> {
  const found: string[] = [];
  for (const [name, query] of invariants) {
    const rows = await sql.unsafe<{ place: string; what: string }[]>(
      `${before} select format('%s/%s/%s', p, i, g) as place, what from (${query}) v (p, i, g, what) limit ${TOLD_MAX}`,
      parameters,
    );
    found.push(...rows.map(({ place, what }) => `${name}: ${place}: ${what}`));
  }
  return found;
}
