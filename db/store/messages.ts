/**
 * The control queue and the timers of a partition.
 *
 * M1. Messages are consumed by deleting them, never by a cursor: a slower transaction commits a lower number later.
 * M2. Rows become visible by the database's clock.
 */
import type { Sql } from 'postgres';
import type { Message } from '@/server/engine/history';
import type { DueTimer, HubStore, OutgoingMessage, OutgoingStart, StartResult } from '@/server/store';
import { arrayLiteral, numbers, plain, text } from '../array-literal';

type MessageVerbs = Pick<HubStore, 'fetchMessages' | 'fetchTimers' | 'enqueue' | 'enqueueStarts' | 'lastBatchIds'>;

export function messageVerbs(sql: Sql): MessageVerbs {
  return {
    fetchMessages: async (partitionId, known, limit) => {
      const rows = await sql<{ message_id: string; instance_id: string; message: string }[]>`
        select message_id, instance_id, message from control_queue
        where partition_id = ${partitionId} and message_id <> all(${numbers(known)}::bigint[])
          and (visible_at is null or visible_at <= clock_timestamp())
        order by message_id limit ${limit}`;
      const messages = rows.map((row) => ({
        messageId: Number(row.message_id),
        instanceId: row.instance_id,
        message: JSON.parse(row.message) as Message,
      }));
      return { messages, nextVisibleAt: null };
    },
    fetchTimers: (partitionId, horizonMs) => fetchTimers(sql, partitionId, horizonMs),
    enqueue: async (partitionId, messages) => {
      await sql`
        insert into control_queue (partition_id, instance_id, message)
        select ${partitionId}, id, message
        from unnest(${arrayLiteral(messages, INSTANCE_ID)}::text[], ${arrayLiteral(messages, MESSAGE)}::text[]) m (id, message)`;
    },
    enqueueStarts: (partitionId, starts) => enqueueStarts(sql, partitionId, starts),
    lastBatchIds: async (partitionId) => {
      const rows = await sql<
        { batch_id: string }[]
      >`select batch_id from checkpoints where partition_id = ${partitionId}`;
      return new Set(rows.map((row) => row.batch_id));
    },
  };
}

const INSTANCE_ID = text<{ instanceId: string }>((row) => row.instanceId);
const MESSAGE = text<OutgoingMessage>((row) => JSON.stringify(row.message));

async function fetchTimers(sql: Sql, partitionId: number, horizonMs: number): Promise<DueTimer[]> {
  const rows = await sql<{ instance_id: string; generation: number; task_id: number; fire_ms: number }[]>`
    select instance_id, generation, task_id, (extract(epoch from fire_at) * 1000)::float8 as fire_ms from timers
    where partition_id = ${partitionId} and fire_at <= clock_timestamp() + ${horizonMs} * interval '1 ms'
    order by fire_at`;
  return rows.map((row) => ({
    instanceId: row.instance_id,
    generation: row.generation,
    taskId: row.task_id,
    fireAt: row.fire_ms,
  }));
}

const START_COLUMNS = [
  INSTANCE_ID,
  plain<OutgoingStart>(({ start }) => start.executionId),
  text<OutgoingStart>(({ start }) => start.name),
  text<OutgoingStart>(({ start }) => start.version),
  plain<OutgoingStart>(({ start }) => start.createdAt),
  text<OutgoingStart>(({ start }) => start.input),
  text<OutgoingStart>(({ start }) => (Object.keys(start.tags).length === 0 ? null : JSON.stringify(start.tags))),
  text<OutgoingStart>(({ start }) => (start.parent === null ? null : JSON.stringify(start.parent))),
  text<OutgoingStart>(({ start }) => JSON.stringify({ type: 'start', start } satisfies Message)),
];

/**
 * A new id gets a Pending row and its start message; an id whose instance has ended gets the message alone, for the owner
 * to replace it; an id whose instance lives gets nothing.
 */
async function enqueueStarts(sql: Sql, partitionId: number, starts: OutgoingStart[]): Promise<StartResult[]> {
  const columns = START_COLUMNS.map((column) => arrayLiteral(starts, column));
  const rows = await sql.unsafe<{ instance_id: string }[]>(ENQUEUE_STARTS, [partitionId, ...columns], {
    prepare: true,
  });
  const started = new Set(rows.map((row) => row.instance_id));
  return starts.map(({ instanceId }) => (started.delete(instanceId) ? 'started' : 'conflict'));
}

const ENQUEUE_STARTS = `
  with wanted as (
    select distinct on (id) *
    from unnest($2::text[], $3::uuid[], $4::text[], $5::text[], $6::float8[], $7::text[], $8::text[], $9::text[], $10::text[])
      with ordinality w (id, execution, name, version, created, input, tags, parent, message, place)
    order by id, place
  ), fresh as (
    insert into instances (partition_id, instance_id, generation, execution_id, revision, name, version, status, created_at,
      updated_at, history_length, input, tags, parent)
    select $1::smallint, id, 0, execution, 0, name, version, 'Pending', to_timestamp(created / 1000),
      to_timestamp(created / 1000), 0, input, tags, parent
    from wanted on conflict (partition_id, instance_id) do nothing
    returning instance_id
  ), ended as (
    select instance_id from instances
    where partition_id = $1::smallint and instance_id in (select id from wanted) and completed_at is not null
  ), accepted as (select instance_id from fresh union select instance_id from ended)
  insert into control_queue (partition_id, instance_id, message)
  select $1::smallint, w.id, w.message from wanted w join accepted a on a.instance_id = w.id
  returning instance_id`;
