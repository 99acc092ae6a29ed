-- The rare groups whose order among the others does not matter, as long as they come last.
create or replace function checkpoint_rare(p_partition smallint, rare jsonb) returns void
language plpgsql
as $$
begin
  -- Of what ended, went or was replaced nothing is held against what comes under the same id.
  if rare ? 'acquitted' then
    delete from suspects
      where partition_id = p_partition and instance_id in (select jsonb_array_elements_text(rare -> 'acquitted'));
  end if;

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
$$;
