-- Takes away every trace of instances, each at the revision that was read.
create or replace function checkpoint_purge(p_partition smallint, purged jsonb) returns void
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
  delete from suspects s
    using jsonb_to_recordset(purged) g (id text)
    where s.partition_id = p_partition and s.instance_id = g.id;
end
$$;
