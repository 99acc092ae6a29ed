CREATE TABLE "function_limits" (
	"partition_id" smallint NOT NULL,
	"name" text NOT NULL,
	"shown_name" text NOT NULL,
	"max_concurrent" integer,
	"rate" integer,
	"per" text NOT NULL,
	"tokens" double precision DEFAULT 0 NOT NULL,
	"refilled_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "function_limits_partition_id_name_pk" PRIMARY KEY("partition_id","name")
);
--> statement-breakpoint
CREATE TABLE "function_permits" (
	"partition_id" smallint NOT NULL,
	"name" text NOT NULL,
	"node_id" text NOT NULL,
	"permits" integer NOT NULL,
	"denied" integer NOT NULL,
	CONSTRAINT "function_permits_partition_id_name_node_id_pk" PRIMARY KEY("partition_id","name","node_id")
);
--> statement-breakpoint
DROP INDEX "work_items_unclaimed";--> statement-breakpoint
ALTER TABLE "work_items" ADD COLUMN "queue" text;--> statement-breakpoint
CREATE INDEX "work_items_limited" ON "work_items" USING btree ("partition_id","queue","enqueued_at") WHERE "work_items"."queue" is not null;--> statement-breakpoint
CREATE INDEX "work_items_unclaimed" ON "work_items" USING btree ("partition_id","enqueued_at") WHERE "work_items"."locked_by" is null and "work_items"."queue" is null;--> statement-breakpoint

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

  if rare ? 'queued' then
    update work_items w set queue = lower(w.name)
      from jsonb_to_recordset(rare -> 'queued') q (id text, generation int, task int),
        lateral (select s.ctid as place from work_items s
          where s.partition_id = p_partition and s.instance_id = q.id and s.generation = q.generation
            and s.task_id = q.task offset 0) found
      where w.partition_id = p_partition and w.ctid = found.place;
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
$$;--> statement-breakpoint

-- Permits a node to begin some of an activity that is limited.
--
-- F1. What runs on all live nodes together is never permitted to be more than the limit: whoever asks locks the limit first.
-- F2. A node says what it has, not what changed: an answer that was lost is asked for again.
-- F3. A rate permits evenly; what was not used comes back, but never more than a tenth of a second's worth gathers.
create function take_permits(
  p_partition smallint, p_name text, p_node text, p_running int, p_wanted int, p_unused int
) returns table (granted int, is_less boolean, retry_ms float8)
language plpgsql
as $$
declare
  l function_limits;
  others bigint;
  had int;
  per_ms float8;
  most float8;
  available float8;
begin
  select * into l from function_limits f where f.partition_id = p_partition and f.name = p_name for update;
  granted := p_wanted;
  if not found then
    delete from function_permits p where p.partition_id = p_partition and p.name = p_name and p.node_id = p_node;
    is_less := false;
    return next;
    return;
  end if;
  if l.max_concurrent is not null then
    select coalesce(sum(p.permits), 0) into others from function_permits p
      join nodes n on n.node_id = p.node_id and n.alive_until > clock_timestamp()
      where p.partition_id = p_partition and p.name = p_name and p.node_id <> p_node;
    granted := least(granted, greatest(0, l.max_concurrent - others - p_running));
  end if;
  if l.rate is not null then
    per_ms := case l.per when 'minute' then 60000 else 1000 end / l.rate::float8;
    most := greatest(1, 100 / per_ms);
    available := least(most, l.tokens + p_unused
      + extract(epoch from clock_timestamp() - l.refilled_at) * 1000 / per_ms);
    if granted > floor(available) then
      granted := floor(available);
      retry_ms := greatest(1, (1 - (available - granted)) * per_ms);
    end if;
    update function_limits f set tokens = available - granted, refilled_at = clock_timestamp()
      where f.partition_id = p_partition and f.name = p_name;
  end if;
  select p.permits into had from function_permits p
    where p.partition_id = p_partition and p.name = p_name and p.node_id = p_node;
  is_less := p_running + granted < coalesce(had, 0) and exists (
    select from function_permits p where p.partition_id = p_partition and p.name = p_name and p.node_id <> p_node
      and p.denied > 0);
  insert into function_permits (partition_id, name, node_id, permits, denied)
    select p_partition, p_name, p_node, p_running + granted, p_wanted - granted
    on conflict (partition_id, name, node_id) do update set permits = excluded.permits, denied = excluded.denied;
  return next;
end
$$;
