-- Queue tables churn, entities and marks are updated in place: as the tables before them.
alter table outbox set (fillfactor = 90, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
alter table entity_replies set (fillfactor = 90, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
alter table received set (fillfactor = 50);--> statement-breakpoint
alter table entities set (fillfactor = 40);--> statement-breakpoint

drop function checkpoint;--> statement-breakpoint

-- Makes the turns of a batch of instances of one partition durable: all of them, or none.
--
-- C1. It writes only under the partition's current lease, whose row it locks: a take-over waits for it, and after a
--     take-over it finds nothing to lock and changes nothing.
-- C2. What the turns used up must all still be there, and each instance at the revision that was read: any count that
--     differs undoes everything.
-- C3. It leaves its batch id behind, so that the owner can find out whether a checkpoint whose answer was lost happened.
-- C4. What the turns say to other instances is kept with them, so that it is said if and only if they happened.
--
-- What most checkpoints do without stands in one parameter, `rare`: an object of arrays of rows, or null. Payloads in it
-- are strings that hold JSON, so that jsonb sees neither their numbers nor their \u0000.
--
-- Arrays of one group run in parallel. Times are epoch milliseconds. Rows are found one by one through the primary key
-- (the lateral subqueries, which `offset 0` keeps apart) and changed by their place: the planner, which cannot know how
-- full a queue is, would otherwise read all of a partition for each row.
create function checkpoint(
  p_partition smallint, p_epoch bigint, p_lease uuid, p_node text, p_lane smallint, p_batch uuid,
  -- instances whose row goes, to make room for a new one
  gone_id text[], gone_revision int[],
  -- new instances
  new_id text[], new_generation int[], new_execution uuid[], new_revision int[], new_name text[], new_version text[],
  new_status runtime_status[], new_created float8[], new_updated float8[], new_completed float8[], new_length int[],
  new_input text[], new_output text[], new_failure text[], new_custom text[], new_tags text[], new_parent text[],
  new_parent_id text[], new_waiting text[], new_problem text[],
  -- instances that are there, at the revision that was read
  old_id text[], old_revision int[], old_status runtime_status[], old_updated float8[], old_completed float8[],
  old_length int[], old_output text[], old_failure text[], old_custom text[], old_waiting text[], old_problem text[],
  -- history
  event_id text[], event_generation int[], event_seq int[], event_turn int[], event_type history_event_type[],
  event_at float8[], event_task int[], event_name text[], event_payload text[], event_detail text[],
  event_duration int[], event_site int[], event_actor text[], event_awaiting text[], event_deployment text[],
  -- work items to be done, and those that ended on this node
  work_id text[], work_generation int[], work_task int[], work_name text[], work_input text[], work_facts text[],
  work_taken bool[],
  done_id text[], done_generation int[], done_task int[], done_attempt int[],
  -- timers created, and those that fired or were canceled
  timer_id text[], timer_generation int[], timer_task int[], timer_at float8[],
  over_id text[], over_generation int[], over_task int[],
  -- waits opened, and those closed
  wait_id text[], wait_generation int[], wait_task int[], wait_event text[], wait_human text[], wait_started float8[],
  shut_id text[], shut_generation int[], shut_task int[], shut_state wait_state[], shut_at float8[], shut_by text[],
  -- messages consumed
  message_ids bigint[],
  -- instances that ended with something still open
  ended_id text[], ended_generation int[], ended_at float8[], ended_drops bool[],
  -- messages to other instances
  send_position bigint[], send_target smallint[], send_id text[], send_message text[], send_visible float8[],
  rare text
) returns text
language plpgsql
-- The arrays' sizes are unknown to the planner, and a queue's statistics are out of date by nature: always go by index.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  found_rows bigint;
  rare_rows jsonb := rare::jsonb;
begin
  perform from partitions
    where partition_id = p_partition and epoch = p_epoch and lease_id = p_lease
    for share;
  if not found then
    return 'lease-lost';
  end if;

  insert into checkpoints values (p_partition, p_lane, p_batch)
    on conflict (partition_id, lane) do update set batch_id = excluded.batch_id;

  if cardinality(message_ids) > 0 then
    delete from control_queue where partition_id = p_partition and message_id = any(message_ids);
    get diagnostics found_rows = row_count;
    perform checkpoint_count('messages', cardinality(message_ids), found_rows);
  end if;

  if cardinality(done_id) > 0 then
    delete from work_items w
      using unnest(done_id, done_generation, done_task, done_attempt) d (id, generation, task, attempt),
        lateral (select s.ctid as place from work_items s
          where s.partition_id = p_partition and s.instance_id = d.id and s.generation = d.generation
            and s.task_id = d.task and s.attempt = d.attempt and s.locked_by = p_node offset 0) found
      where w.partition_id = p_partition and w.ctid = found.place;
    get diagnostics found_rows = row_count;
    perform checkpoint_count('work items', cardinality(done_id), found_rows);
  end if;

  if cardinality(over_id) > 0 then
    delete from timers t
      using unnest(over_id, over_generation, over_task) o (id, generation, task),
        lateral (select s.ctid as place from timers s
          where s.partition_id = p_partition and s.instance_id = o.id and s.generation = o.generation
            and s.task_id = o.task offset 0) found
      where t.partition_id = p_partition and t.ctid = found.place;
    get diagnostics found_rows = row_count;
    perform checkpoint_count('timers', cardinality(over_id), found_rows);
  end if;

  if cardinality(gone_id) > 0 then
    delete from instances i
      using unnest(gone_id, gone_revision) g (id, revision),
        lateral (select s.ctid as place from instances s
          where s.partition_id = p_partition and s.instance_id = g.id and s.revision = g.revision offset 0) found
      where i.partition_id = p_partition and i.ctid = found.place;
    get diagnostics found_rows = row_count;
    perform checkpoint_count('replaced instances', cardinality(gone_id), found_rows);
  end if;

  if rare_rows ? 'purged' then
    perform checkpoint_purge(p_partition, rare_rows -> 'purged');
  end if;

  if cardinality(new_id) > 0 then
    insert into instances (partition_id, instance_id, generation, execution_id, revision, name, version, status,
        created_at, updated_at, completed_at, history_length, input, output, failure, custom_status, tags, parent,
        parent_id, waiting_on, problem)
      select p_partition, id, generation, execution, revision, name, version, status, to_timestamp(created / 1000),
        to_timestamp(updated / 1000), to_timestamp(completed / 1000), length, input, output, failure, custom, tags,
        parent, parent_id, waiting, problem
      from unnest(new_id, new_generation, new_execution, new_revision, new_name, new_version, new_status, new_created,
        new_updated, new_completed, new_length, new_input, new_output, new_failure, new_custom, new_tags, new_parent,
        new_parent_id, new_waiting, new_problem)
        n (id, generation, execution, revision, name, version, status, created, updated, completed, length, input,
          output, failure, custom, tags, parent, parent_id, waiting, problem);
  end if;

  if cardinality(old_id) > 0 then
    update instances i
      set revision = o.revision + 1, status = o.status, updated_at = to_timestamp(o.updated / 1000),
        completed_at = to_timestamp(o.completed / 1000), history_length = o.length, output = o.output,
        failure = o.failure, custom_status = o.custom, waiting_on = o.waiting, problem = o.problem
      from unnest(old_id, old_revision, old_status, old_updated, old_completed, old_length, old_output, old_failure,
        old_custom, old_waiting, old_problem)
        o (id, revision, status, updated, completed, length, output, failure, custom, waiting, problem),
        lateral (select s.ctid as place from instances s
          where s.partition_id = p_partition and s.instance_id = o.id and s.revision = o.revision offset 0) found
      where i.partition_id = p_partition and i.ctid = found.place;
    get diagnostics found_rows = row_count;
    perform checkpoint_count('instances', cardinality(old_id), found_rows);
  end if;

  insert into history (partition_id, instance_id, generation, seq, turn, type, at, task_id, name, payload, detail,
      duration_ms, call_site, actor, awaiting, deployment)
    select p_partition, id, generation, seq, turn, type, to_timestamp(at / 1000), task, name, payload, detail, duration,
      site, actor, awaiting, deployment
    from unnest(event_id, event_generation, event_seq, event_turn, event_type, event_at, event_task, event_name,
      event_payload, event_detail, event_duration, event_site, event_actor, event_awaiting, event_deployment)
      e (id, generation, seq, turn, type, at, task, name, payload, detail, duration, site, actor, awaiting, deployment);

  if cardinality(work_id) > 0 then
    insert into work_items (partition_id, instance_id, generation, task_id, name, input, facts, locked_by, attempt)
      select p_partition, id, generation, task, name, input, facts, case when taken then p_node end,
        case when taken then 1 else 0 end
      from unnest(work_id, work_generation, work_task, work_name, work_input, work_facts, work_taken)
        w (id, generation, task, name, input, facts, taken);
  end if;

  if cardinality(timer_id) > 0 then
    insert into timers (partition_id, instance_id, generation, task_id, fire_at)
      select p_partition, id, generation, task, to_timestamp(at / 1000)
      from unnest(timer_id, timer_generation, timer_task, timer_at) t (id, generation, task, at);
  end if;

  if cardinality(wait_id) > 0 then
    insert into waits (partition_id, instance_id, generation, task_id, event_name, human_task, state, started_at)
      select p_partition, id, generation, task, event, human, 'open', to_timestamp(started / 1000)
      from unnest(wait_id, wait_generation, wait_task, wait_event, wait_human, wait_started)
        w (id, generation, task, event, human, started);
  end if;

  if cardinality(shut_id) > 0 then
    update waits w set state = s.state, closed_at = to_timestamp(s.at / 1000), decided_by = s.by
      from unnest(shut_id, shut_generation, shut_task, shut_state, shut_at, shut_by) s (id, generation, task, state, at, by),
        lateral (select o.ctid as place from waits o
          where o.partition_id = p_partition and o.instance_id = s.id and o.generation = s.generation
            and o.task_id = s.task and o.state = 'open' offset 0) found
      where w.partition_id = p_partition and w.ctid = found.place;
    get diagnostics found_rows = row_count;
    perform checkpoint_count('waits', cardinality(shut_id), found_rows);
  end if;

  if cardinality(ended_id) > 0 then
    -- Activities that were called but not waited for run all the same, unless somebody stopped the instance.
    delete from work_items w
      using unnest(ended_id, ended_generation, ended_drops) e (id, generation, drops),
        lateral (select s.ctid as place from work_items s
          where e.drops and s.partition_id = p_partition and s.instance_id = e.id and s.generation = e.generation
          offset 0) found
      where w.partition_id = p_partition and w.ctid = found.place;
    delete from timers t
      using unnest(ended_id, ended_generation) e (id, generation),
        lateral (select s.ctid as place from timers s
          where s.partition_id = p_partition and s.instance_id = e.id and s.generation = e.generation offset 0) found
      where t.partition_id = p_partition and t.ctid = found.place;
    update waits w set state = 'closed', closed_at = to_timestamp(e.at / 1000)
      from unnest(ended_id, ended_generation, ended_at) e (id, generation, at),
        lateral (select s.ctid as place from waits s
          where s.partition_id = p_partition and s.instance_id = e.id and s.generation = e.generation
            and s.state = 'open' offset 0) found
      where w.partition_id = p_partition and w.ctid = found.place;
  end if;

  if cardinality(send_position) > 0 then
    insert into outbox (partition_id, position, target_partition, instance_id, message, visible_at)
      select p_partition, position, target, id, message, to_timestamp(visible / 1000)
      from unnest(send_position, send_target, send_id, send_message, send_visible)
        s (position, target, id, message, visible);
  end if;

  if rare_rows is not null then
    perform checkpoint_rare(p_partition, rare_rows);
  end if;

  return 'committed';
end
$$;--> statement-breakpoint

-- Takes away every trace of instances, each at the revision that was read.
create function checkpoint_purge(p_partition smallint, purged jsonb) returns void
language plpgsql
as $$
declare
  found_rows bigint;
begin
  delete from instances i
    using jsonb_to_recordset(purged) g (id text, revision int),
      lateral (select s.ctid as place from instances s
        where s.partition_id = p_partition and s.instance_id = g.id and s.revision = g.revision offset 0) found
    where i.partition_id = p_partition and i.ctid = found.place;
  get diagnostics found_rows = row_count;
  perform checkpoint_count('purged instances', jsonb_array_length(purged), found_rows);

  delete from history h
    using jsonb_to_recordset(purged) g (id text),
      lateral (select s.ctid as place from history s
        where s.partition_id = p_partition and s.instance_id = g.id offset 0) found
    where h.partition_id = p_partition and h.ctid = found.place;
  delete from work_items w
    using jsonb_to_recordset(purged) g (id text),
      lateral (select s.ctid as place from work_items s
        where s.partition_id = p_partition and s.instance_id = g.id offset 0) found
    where w.partition_id = p_partition and w.ctid = found.place;
  delete from timers t
    using jsonb_to_recordset(purged) g (id text),
      lateral (select s.ctid as place from timers s
        where s.partition_id = p_partition and s.instance_id = g.id offset 0) found
    where t.partition_id = p_partition and t.ctid = found.place;
  delete from waits w
    using jsonb_to_recordset(purged) g (id text),
      lateral (select s.ctid as place from waits s
        where s.partition_id = p_partition and s.instance_id = g.id offset 0) found
    where w.partition_id = p_partition and w.ctid = found.place;
end
$$;--> statement-breakpoint

-- The rare groups whose order among the others does not matter, as long as they come last.
create function checkpoint_rare(p_partition smallint, rare jsonb) returns void
language plpgsql
as $$
begin
  if rare ? 'canceled' then
    -- Whoever runs it: its result, which may be on its way already, is dropped.
    delete from work_items w
      using jsonb_to_recordset(rare -> 'canceled') c (id text, generation int, task int),
        lateral (select s.ctid as place from work_items s
          where s.partition_id = p_partition and s.instance_id = c.id and s.generation = c.generation
            and s.task_id = c.task offset 0) found
      where w.partition_id = p_partition and w.ctid = found.place;
  end if;

  if rare ? 'forgotten' then
    delete from history h
      using jsonb_to_recordset(rare -> 'forgotten') f (id text, generation int),
        lateral (select s.ctid as place from history s
          where s.partition_id = p_partition and s.instance_id = f.id and s.generation <= f.generation offset 0) found
      where h.partition_id = p_partition and h.ctid = found.place;
    delete from waits w
      using jsonb_to_recordset(rare -> 'forgotten') f (id text, generation int),
        lateral (select s.ctid as place from waits s
          where s.partition_id = p_partition and s.instance_id = f.id and s.generation <= f.generation offset 0) found
      where w.partition_id = p_partition and w.ctid = found.place;
  end if;

  if rare ? 'entities' then
    perform checkpoint_entities(p_partition, rare -> 'entities');
  end if;

  if rare ? 'replies' then
    delete from entity_replies where partition_id = p_partition and at < now() - interval '10 minutes';
    insert into entity_replies (partition_id, request_id, reply)
      select p_partition, request, reply from jsonb_to_recordset(rare -> 'replies') r (request text, reply text)
      on conflict (partition_id, request_id) do nothing;
  end if;
end
$$;--> statement-breakpoint

-- Entities as a batch of operations left them: new ones have revision 0, the others must be at the revision that was read.
create function checkpoint_entities(p_partition smallint, changed jsonb) returns void
language plpgsql
as $$
declare
  expected bigint;
  updated bigint;
  deleted bigint;
begin
  insert into entities (partition_id, instance_id, revision, state, locked_by, waiting, created_at, last_operation_at)
    select p_partition, id, 1, state, locked, waiting, to_timestamp(created / 1000), to_timestamp(operated / 1000)
    from jsonb_to_recordset(changed)
      e (id text, revision int, state text, locked text, waiting text, created float8, operated float8, gone bool)
    where revision = 0 and not gone;

  update entities e
    set revision = c.revision + 1, state = c.state, locked_by = c.locked, waiting = c.waiting,
      created_at = to_timestamp(c.created / 1000), last_operation_at = to_timestamp(c.operated / 1000)
    from jsonb_to_recordset(changed)
      c (id text, revision int, state text, locked text, waiting text, created float8, operated float8, gone bool),
      lateral (select s.ctid as place from entities s
        where not c.gone and s.partition_id = p_partition and s.instance_id = c.id and s.revision = c.revision
        offset 0) found
    where e.partition_id = p_partition and e.ctid = found.place;
  get diagnostics updated = row_count;

  delete from entities e
    using jsonb_to_recordset(changed) c (id text, revision int, gone bool),
      lateral (select s.ctid as place from entities s
        where c.gone and s.partition_id = p_partition and s.instance_id = c.id and s.revision = c.revision
        offset 0) found
    where e.partition_id = p_partition and e.ctid = found.place;
  get diagnostics deleted = row_count;

  select count(*) into expected from jsonb_to_recordset(changed) c (revision int) where revision > 0;
  perform checkpoint_count('entities', expected, updated + deleted);
end
$$;--> statement-breakpoint

-- Puts what another partition has sent into the control queue, and gives the ids of the new rows, in order.
--
-- O1. The mark says how far the sender's messages have come. Whoever forwards locks it first, so that each message counts
--     once and in order, even where an old owner of the sending partition and a new one forward at the same time.
create function receive_messages(
  p_partition smallint, p_sender smallint, positions bigint[], ids text[], messages text[], visible float8[]
) returns setof bigint
language plpgsql
as $$
declare
  mark bigint;
begin
  insert into received (partition_id, sender, position)
    select p_partition, p_sender, -1
    on conflict (partition_id, sender) do nothing;
  select r.position into mark from received r
    where r.partition_id = p_partition and r.sender = p_sender
    for update;
  return query
    insert into control_queue (partition_id, instance_id, message, visible_at)
    select p_partition, m.id, m.message, to_timestamp(m.visible_ms / 1000)
    from unnest(positions, ids, messages, visible) m (position, id, message, visible_ms)
    where m.position > mark
    order by m.position
    returning message_id;
  update received r set position = positions[cardinality(positions)]
    where r.partition_id = p_partition and r.sender = p_sender and r.position < positions[cardinality(positions)];
end
$$;
