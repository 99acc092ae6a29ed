CREATE TABLE "idempotency_keys" (
	"partition_id" smallint NOT NULL,
	"scope" text collate "C" NOT NULL,
	"key" text collate "C" NOT NULL,
	"request_hash" text NOT NULL,
	"instance_id" text collate "C" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_partition_id_scope_key_pk" PRIMARY KEY("partition_id","scope","key")
);
--> statement-breakpoint
CREATE INDEX "idempotency_keys_by_age" ON "idempotency_keys" USING btree ("partition_id","created_at");--> statement-breakpoint

-- What happens once for each idempotency key, however often it is asked for.
--
-- K1. A key and the message that came with it are written together, or neither: who asks again, not knowing, finds both or
--     none. Of two who come at once the second waits for the first.
-- K2. What was refused leaves no key behind.
-- K3. A key that is too old counts no more. Each claim takes some that are with it, of its own partition.
create function claim_idempotency_key(p_partition smallint, p_scope text, p_key text, p_hash text, p_hours float8,
  p_instance text, out result text, out instance text)
language plpgsql
as $$
declare
  too_old timestamptz := clock_timestamp() - p_hours * interval '1 hour';
  known_hash text;
begin
  delete from idempotency_keys k
    where k.partition_id = p_partition and k.scope = p_scope and k.key = p_key and k.created_at < too_old;
  delete from idempotency_keys k
    using (select o.scope, o.key from idempotency_keys o where o.partition_id = p_partition and o.created_at < too_old
      order by o.created_at limit 20 for update skip locked) old
    where k.partition_id = p_partition and k.scope = old.scope and k.key = old.key;
  loop
    insert into idempotency_keys (partition_id, scope, key, request_hash, instance_id, created_at)
      values (p_partition, p_scope, p_key, p_hash, p_instance, clock_timestamp())
      on conflict do nothing;
    if found then
      result := 'new';
      instance := p_instance;
      return;
    end if;
    select k.request_hash, k.instance_id into known_hash, instance from idempotency_keys k
      where k.partition_id = p_partition and k.scope = p_scope and k.key = p_key;
    if found then
      result := case when known_hash = p_hash then 'repeated' else 'reused' end;
      return;
    end if;
  end loop;
end
$$;--> statement-breakpoint

create function forget_idempotency_key(p_partition smallint, p_scope text, p_key text) returns void
language sql
as $$
  delete from idempotency_keys where partition_id = p_partition and scope = p_scope and key = p_key
$$;--> statement-breakpoint

-- A start, as starts without a key are taken: a Pending row and the message, or the message alone where it replaces.
create function start_once(p_partition smallint, p_scope text, p_key text, p_hash text, p_hours float8, p_instance text,
  p_execution uuid, p_name text, p_version text, p_created float8, p_input text, p_tags text, p_message text,
  p_replaces bool, p_returns_existing bool, out result text, out instance text, out message_id bigint)
language plpgsql
as $$
begin
  select c.result, c.instance into result, instance
    from claim_idempotency_key(p_partition, p_scope, p_key, p_hash, p_hours, p_instance) c;
  if result <> 'new' then
    return;
  end if;
  insert into instances (partition_id, instance_id, generation, execution_id, revision, name, version, status, created_at,
      updated_at, history_length, input, tags)
    values (p_partition, p_instance, 0, p_execution, 0, p_name, p_version, 'Pending', to_timestamp(p_created / 1000),
      to_timestamp(p_created / 1000), 0, p_input, p_tags)
    on conflict do nothing;
  if not found and not p_replaces then
    perform from instances i
      where i.partition_id = p_partition and i.instance_id = p_instance and i.completed_at is not null;
    if not found and p_returns_existing then
      result := 'exists';
      return;
    elsif not found then
      perform forget_idempotency_key(p_partition, p_scope, p_key);
      result := 'conflict';
      return;
    end if;
  end if;
  insert into control_queue (partition_id, instance_id, message) values (p_partition, p_instance, p_message)
    returning control_queue.message_id into message_id;
end
$$;--> statement-breakpoint

-- An event for an instance that is there, has not ended and, where the event is for one wait, still waits.
create function raise_once(p_partition smallint, p_scope text, p_key text, p_hash text, p_hours float8, p_instance text,
  p_message text, p_task int, out result text, out instance text, out message_id bigint)
language plpgsql
as $$
declare
  ended_at timestamptz;
  present int;
begin
  select c.result, c.instance into result, instance
    from claim_idempotency_key(p_partition, p_scope, p_key, p_hash, p_hours, p_instance) c;
  if result <> 'new' then
    return;
  end if;
  select i.completed_at, i.generation into ended_at, present from instances i
    where i.partition_id = p_partition and i.instance_id = p_instance;
  if not found then
    result := 'not-found';
  elsif ended_at is not null then
    result := 'ended';
  elsif p_task is not null then
    perform from waits w where w.partition_id = p_partition and w.instance_id = p_instance and w.generation = present
      and w.task_id = p_task and w.state = 'open';
    if not found then
      result := 'already-decided';
    end if;
  end if;
  if result <> 'new' then
    perform forget_idempotency_key(p_partition, p_scope, p_key);
    return;
  end if;
  insert into control_queue (partition_id, instance_id, message) values (p_partition, p_instance, p_message)
    returning control_queue.message_id into message_id;
end
$$;
