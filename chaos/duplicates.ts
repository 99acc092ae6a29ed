/** Messages that arrive more often than they were sent. */
import type { Sql } from 'postgres';

/**
 * Kinds of messages that name what they are about, so that receiving one again changes nothing. Commands and operations of
 * entities are not among them: each of these that is received was asked for.
 */
export const COPYABLE = ['start', 'eventRaised', 'taskCompleted', 'taskFailed'];

/** Puts copies of messages that wait into the control queue, under new numbers. Gives how many. */
export async function sendAgain(sql: Sql, types: readonly string[], copies: number): Promise<number> {
  const sent = await sql`
    insert into control_queue (partition_id, instance_id, message)
    select partition_id, instance_id, message from (
      select * from control_queue where message::json ->> 'type' = any(${[...types]}) limit 20) waiting,
      generate_series(1, ${copies}::int)`;
  return sent.count;
}

/** Forwards once more what has been received already, and is not deleted yet. Gives how much. */
export async function forwardAgain(sql: Sql): Promise<number> {
  const rows = await sql<{ sent: number; received: number }[]>`
    with again as (
      select target_partition, partition_id, array_agg(position order by position) as positions,
        array_agg(instance_id::text order by position) as ids, array_agg(message order by position) as messages,
        array_agg(null::float8) as visible
      from outbox o
      where position <= (select r.position from received r
        where r.partition_id = o.target_partition and r.sender = o.partition_id)
      group by 1, 2)
    select cardinality(positions) as sent,
      (select count(*)::int from receive_messages(target_partition, partition_id, positions, ids, messages, visible)) as received
    from again`;
  if (rows.some(({ received }) => received > 0)) throw new Error('Violation: a message was received twice.');
  return rows.reduce((sum, { sent }) => sum + sent, 0);
}
