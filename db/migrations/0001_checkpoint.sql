-- Queue tables churn: leave room for updates in place, and vacuum by count instead of by share.
alter table control_queue set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
alter table work_items set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
alter table timers set (fillfactor = 90, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
alter table instances set (fillfactor = 40);--> statement-breakpoint
alter table partitions set (fillfactor = 50);--> statement-breakpoint
alter table checkpoints set (fillfactor = 50);--> statement-breakpoint

-- Makes the turns of a batch of instances of one partition durable: all of them, or none.
--
-- C1. It writes only under the partition's current lease, whose row it locks: a take-over waits for it, and after a
--     take-over it finds nothing to lock and changes nothing.
-- C2. What the turns used up must all still be there, and each instance at the revision that was read: any count that
--     differs undoes everything.
-- C3. It leaves its batch id behind, so that the owner can find out whether a checkpoint whose answer was lost happened.
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
  new_waiting text[], new_problem text[],
  -- instances that are there, at the revision that was read
  old_id text[], old_revision int[], old_status runtime_status[], old_updated float8[], old_completed float8[],
  old_length int[], old_output text[], old_failure text[], old_custom text[], old_waiting text[], old_problem text[],
  -- history
  event_id text[], event_generation int[], event_seq int[], event_turn int[], event_type history_event_type[],
  event_at float8[], event_task int[], event_name text[], event_payload text[], event_detail text[],
  event_duration int[], event_site int[], event_actor text[], event_awaiting text[], event_deployment text[],
  -- work items to be done, and those that ended on this node
  work_id text[], work_generation int[], work_task int[], work_name text[], work_input text[], work_taken bool[],
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
  ended_id text[], ended_generation int[], ended_at float8[], ended_terminated bool[]
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

  if cardinality(new_id) > 0 then
    insert into instances (partition_id, instance_id, generation, execution_id, revision, name, version, status,
        created_at, updated_at, completed_at, history_length, input, output, failure, custom_status, tags, parent,
        waiting_on, problem)
      select p_partition, id, generation, execution, revision, name, version, status, to_timestamp(created / 1000),
        to_timestamp(updated / 1000), to_timestamp(completed / 1000), length, input, output, failure, custom, tags,
        parent, waiting, problem
      from unnest(new_id, new_generation, new_execution, new_revision, new_name, new_version, new_status, new_created,
        new_updated, new_completed, new_length, new_input, new_output, new_failure, new_custom, new_tags, new_parent,
        new_waiting, new_problem)
        n (id, generation, execution, revision, name, version, status, created, updated, completed, length, input,
          output, failure, custom, tags, parent, waiting, problem);
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
    insert into work_items (partition_id, instance_id, generation, task_id, name, input, locked_by, attempt)
      select p_partition, id, generation, task, name, input, case when taken then p_node end, case when taken then 1 else 0 end
      from unnest(work_id, work_generation, work_task, work_name, work_input, work_taken)
        w (id, generation, task, name, input, taken);
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
      using unnest(ended_id, ended_generation, ended_terminated) e (id, generation, terminated),
        lateral (select s.ctid as place from work_items s
          where e.terminated and s.partition_id = p_partition and s.instance_id = e.id and s.generation = e.generation
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

  return 'committed';
end
$$;--> statement-breakpoint

create function checkpoint_count(what text, expected bigint, actual bigint) returns void
language plpgsql
as $$
begin
  if expected <> actual then
    raise exception 'checkpoint found % of % %', actual, expected, what using errcode = 'PDC01';
  end if;
end
$$;
