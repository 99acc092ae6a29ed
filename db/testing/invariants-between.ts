// What must be true between instances: whoever waits for another one is answered.

/** Messages that are sent and not yet taken in. Those being forwarded may be seen twice. */
const UNDER_WAY = `under_way as (
  select instance_id, message::json as message from control_queue
  union all select instance_id, message::json from outbox
  union all select e.instance_id, w.message from entities e, json_array_elements(e.waiting::json) w (message)
)`;

/** Tasks of live instances that another instance or an entity is to answer. */
const ASKED = `asked as (
  select h.partition_id, h.instance_id, h.generation, h.task_id, h.type, h.detail::json ->> 'instanceId' as target
  from history h join instances i using (partition_id, instance_id, generation)
  where i.completed_at is null
    and h.type in ('SubOrchestrationInstanceCreated', 'EntityOperationCalled', 'EntityLockRequested')
    and not exists (select from history a
      where a.partition_id = h.partition_id and a.instance_id = h.instance_id and a.generation = h.generation
        and a.task_id = h.task_id and a.type in ('SubOrchestrationInstanceCompleted', 'SubOrchestrationInstanceFailed',
          'EntityOperationCompleted', 'EntityOperationFailed', 'EntityLockGranted'))
)`;

/** The answer to the task `a` is under way. */
const ANSWERED = `exists (select from under_way u
  where u.instance_id = a.instance_id and u.message ->> 'type' in ('taskCompleted', 'taskFailed')
    and (u.message ->> 'generation')::int = a.generation and (u.message ->> 'taskId')::int = a.task_id)`;

/** The link, as JSON, leads to the task `a`. */
const leadsTo = (link: string): string => `(${link} ->> 'instanceId' = a.instance_id
  and (${link} ->> 'generation')::int = a.generation and (${link} ->> 'taskId')::int = a.task_id)`;

/** Each gives the partition, the instance, the generation, and what is wrong. */
export const INVARIANTS_BETWEEN: [name: string, query: string][] = [
  [
    'I14. an open sub-orchestration lives and knows its parent, or its start or its answer is on its way',
    `with ${UNDER_WAY}, ${ASKED} select partition_id, instance_id, generation, 'task ' || task_id || ', ' || target
     from asked a where type = 'SubOrchestrationInstanceCreated' and not ${ANSWERED}
       and not exists (select from instances c where c.instance_id = a.target and c.completed_at is null
         and c.parent_id = a.instance_id and ${leadsTo('c.parent::json')})
       and not exists (select from under_way u where u.instance_id = a.target
         and (${leadsTo("(u.message -> 'start' -> 'parent')")} or ${leadsTo("(u.message -> 'parent')")}))`,
  ],
  [
    'I15. an open call of an entity, or request for locks, is on its way, or waits for a lock, or its answer is on its way',
    `with ${UNDER_WAY}, ${ASKED} select partition_id, instance_id, generation, type || ' ' || task_id
     from asked a where type in ('EntityOperationCalled', 'EntityLockRequested') and not ${ANSWERED}
       and not exists (select from under_way u
         where u.message ->> 'type' in ('entityOperation', 'entityLock')
           and (${leadsTo("(u.message -> 'caller')")} or ${leadsTo("(u.message -> 'owner')")}))`,
  ],
  [
    'I16. who has locked an entity lives and has not unlocked it, or the unlocking is on its way',
    `with ${UNDER_WAY}, locks as (
       select e.partition_id, e.instance_id, l.owner ->> 'instanceId' as owner_id,
         (l.owner ->> 'generation')::int as generation, (l.owner ->> 'taskId')::int as task_id
       from entities e, lateral (select e.locked_by::json as owner) l where e.locked_by is not null)
     select partition_id, instance_id, generation, 'locked by ' || owner_id || ' task ' || task_id from locks k
     where not exists (select from under_way u
         where u.message ->> 'type' = 'entityUnlock' and u.message -> 'owner' ->> 'instanceId' = k.owner_id
           and (u.message -> 'owner' ->> 'generation')::int = k.generation
           and (u.message -> 'owner' ->> 'taskId')::int = k.task_id)
       and not exists (select from instances i
         where i.instance_id = k.owner_id and i.generation = k.generation and i.completed_at is null
           and not exists (select from history h
             where h.partition_id = i.partition_id and h.instance_id = i.instance_id and h.generation = i.generation
               and h.task_id = k.task_id and h.type = 'EntityUnlockSent'))`,
  ],
];

/** What must be true besides once nothing is under way. */
export const INVARIANTS_AT_REST: [name: string, query: string][] = [
  [
    'R1. what was sent has been received, and is not kept',
    "select partition_id, instance_id, 0, 'position ' || position || ' for partition ' || target_partition from outbox",
  ],
  [
    'R2. nothing that was received waits to be taken in, unless it is to wait',
    `select partition_id, instance_id, 0, message from control_queue where visible_at is null or visible_at < now()`,
  ],
];
