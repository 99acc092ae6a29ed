/**
 * The control queue and the timers of a partition.
 *
 * M1. Messages are consumed by deleting them, never by a cursor: a slower transaction commits a lower number later.
 * M2. Rows become visible by the database's clock.
 */
import type { Sql } from 'postgres';
import type { EntityMessage, Message } from '@/server/engine/history';
import type { DueTimer, FetchedMessages, HubStore, OutgoingMessage } from '@/server/store';
import { arrayLiteral, numbers, plain, text } from '../array-literal';

type MessageVerbs = Pick<HubStore, 'fetchMessages' | 'fetchTimers' | 'enqueue' | 'lastBatchIds'>;

export function messageVerbs(sql: Sql): MessageVerbs {
  return {
    fetchMessages: (partitionId, known, limit) => fetchMessages(sql, partitionId, known, limit),
    fetchTimers: (partitionId, horizonMs) => fetchTimers(sql, partitionId, horizonMs),
    enqueue: async (partitionId, messages) => {
      const columns = MESSAGE_COLUMNS.map((column) => arrayLiteral(messages, column));
      await sql.unsafe(ENQUEUE, [partitionId, ...columns], { prepare: true });
    },
    lastBatchIds: async (partitionId) => {
      const rows = await sql<
        { batch_id: string }[]
      >`select batch_id from checkpoints where partition_id = ${partitionId}`;
      return new Set(rows.map((row) => row.batch_id));
    },
  };
}

const MESSAGE_COLUMNS = [
  text<OutgoingMessage>((row) => row.instanceId),
  text<OutgoingMessage>((row) => JSON.stringify(row.message)),
  plain<OutgoingMessage>((row) => row.visibleAt),
];

const ENQUEUE = `
  insert into control_queue (partition_id, instance_id, message, visible_at)
  select $1::smallint, id, message, to_timestamp(visible / 1000)
  from unnest($2::text[], $3::text[], $4::float8[]) m (id, message, visible)`;

/** One row for each message, or one without any; each says when the next message becomes visible. */
type FetchedRow = {
  message_id: string | null;
  instance_id: string;
  message: string;
  next_visible_ms: number | null;
};

async function fetchMessages(sql: Sql, partitionId: number, known: number[], limit: number): Promise<FetchedMessages> {
  const rows = await sql<FetchedRow[]>`
    with visible as (
      select message_id, instance_id, message from control_queue
      where partition_id = ${partitionId} and message_id <> all(${numbers(known)}::bigint[])
        and (visible_at is null or visible_at <= statement_timestamp())
      order by message_id limit ${limit}
    ), hidden as (
      select (extract(epoch from min(visible_at)) * 1000)::float8 as next_visible_ms from control_queue
      where partition_id = ${partitionId} and visible_at > statement_timestamp()
    )
    select message_id, instance_id, message, next_visible_ms from hidden left join visible on true
    order by message_id`;
  const messages = rows.flatMap(({ message_id, instance_id, message }) =>
    message_id === null
      ? []
      : [
          {
            messageId: Number(message_id),
            instanceId: instance_id,
            message: JSON.parse(message) as Message | EntityMessage,
          },
        ],
  );
  return { messages, nextVisibleAt: rows[0]?.next_visible_ms ?? null };
}

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
