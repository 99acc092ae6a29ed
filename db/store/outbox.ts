/**
 * Messages from one partition to another. A checkpoint writes them into the sender's outbox; its owner forwards them. What
 * receiving guards is said in its migration (O1).
 */
import type { Sql } from 'postgres';
import type { EntityMessage, Message } from '@/server/engine/history';
import type { HubStore, OutboxMessage, QueuedMessage } from '@/server/store';
import { arrayLiteral, numbers, plain, text } from '../array-literal';

type OutboxVerbs = Pick<HubStore, 'outboxMessages' | 'receiveMessages' | 'deleteOutboxMessages'>;

export function outboxVerbs(sql: Sql): OutboxVerbs {
  return {
    outboxMessages: (partitionId) => list(sql, partitionId),
    receiveMessages: (partitionId, from, messages) => receive(sql, partitionId, from, messages),
    deleteOutboxMessages: async (partitionId, positions) => {
      await sql`
        delete from outbox where partition_id = ${partitionId} and position = any(${numbers(positions)}::bigint[])`;
    },
  };
}

type OutboxRow = {
  position: string;
  target_partition: number;
  instance_id: string;
  message: string;
  visible_ms: number | null;
};

async function list(sql: Sql, partitionId: number): Promise<OutboxMessage[]> {
  const rows = await sql<OutboxRow[]>`
    select position, target_partition, instance_id, message,
      (extract(epoch from visible_at) * 1000)::float8 as visible_ms
    from outbox where partition_id = ${partitionId} order by position`;
  return rows.map((row) => ({
    position: Number(row.position),
    partitionId: row.target_partition,
    instanceId: row.instance_id,
    message: JSON.parse(row.message) as Message | EntityMessage,
    ...(row.visible_ms === null ? {} : { visibleAt: row.visible_ms }),
  }));
}

const RECEIVED_COLUMNS = [
  plain<OutboxMessage>((sent) => sent.position),
  text<OutboxMessage>((sent) => sent.instanceId),
  text<OutboxMessage>((sent) => JSON.stringify(sent.message)),
  plain<OutboxMessage>((sent) => sent.visibleAt),
];

const RECEIVE = `
  select message_id
  from receive_messages($1::smallint, $2::smallint, $3::bigint[], $4::text[], $5::text[], $6::float8[]) message_id`;

async function receive(
  sql: Sql,
  partitionId: number,
  from: number,
  messages: OutboxMessage[],
): Promise<QueuedMessage[]> {
  if (messages.length === 0) return [];
  const columns = RECEIVED_COLUMNS.map((column) => arrayLiteral(messages, column));
  const rows = await sql.unsafe<{ message_id: string }[]>(RECEIVE, [partitionId, from, ...columns], { prepare: true });
  // Of messages in order, those above the mark are the last ones.
  return messages.slice(messages.length - rows.length).flatMap(({ instanceId, message, visibleAt }, index) => {
    const messageId = Number(rows[index]?.message_id);
    return visibleAt === undefined ? [{ messageId, instanceId, message }] : [];
  });
}
