/**
 * Starts of instances, as the control queue takes them.
 *
 * T1. A new id gets a Pending row and its start message, both or neither.
 * T2. An id whose instance has ended gets the message alone, for the owner to replace it; so does one whose instance
 *     lives, where the start says that it replaces.
 * T3. Of starts with the same new id, one call's or many calls', one is the first.
 */
import type { Sql } from 'postgres';
import type { Message } from '@/server/engine/history';
import type { HubStore, OutgoingStart, StartResult } from '@/server/store';
import { arrayLiteral, plain, text } from '../array-literal';

export function startVerbs(sql: Sql): Pick<HubStore, 'enqueueStarts'> {
  return {
    enqueueStarts: async (partitionId, starts) => {
      const columns = START_COLUMNS.map((column) => arrayLiteral(starts, column));
      const rows = await sql.unsafe<{ place: string }[]>(ENQUEUE_STARTS, [partitionId, ...columns], { prepare: true });
      const accepted = new Set(rows.map(({ place }) => Number(place)));
      return starts.map(({ start }, index) => {
        if (accepted.has(index + 1)) return 'started';
        return start.onConflict === 'return-existing' ? 'exists' : 'conflict';
      }) satisfies StartResult[];
    },
  };
}

const START_COLUMNS = [
  text<OutgoingStart>(({ instanceId }) => instanceId),
  plain<OutgoingStart>(({ start }) => start.executionId),
  text<OutgoingStart>(({ start }) => start.name),
  text<OutgoingStart>(({ start }) => start.version),
  plain<OutgoingStart>(({ start }) => start.createdAt),
  text<OutgoingStart>(({ start }) => start.input),
  text<OutgoingStart>(({ start }) => (Object.keys(start.tags).length === 0 ? null : JSON.stringify(start.tags))),
  text<OutgoingStart>(({ start }) => (start.parent === null ? null : JSON.stringify(start.parent))),
  text<OutgoingStart>(({ start }) => start.parent?.instanceId),
  text<OutgoingStart>(({ start }) => JSON.stringify({ type: 'start', start } satisfies Message)),
  plain<OutgoingStart>(({ start }) => start.onConflict === 'replace'),
];

/** The statement that takes in the starts of a row source with the columns of `START_COLUMNS` and their places. */
export const takeStarts = (source: string): string => `
  with wanted as (
    select *, row_number() over (partition by id order by place) = 1 as is_first
    from ${source} w (id, execution, name, version, created, input, tags, parent, parent_id, message, replaces, place)
  ), fresh as (
    insert into instances (partition_id, instance_id, generation, execution_id, revision, name, version, status, created_at,
      updated_at, history_length, input, tags, parent, parent_id)
    select $1::smallint, id, 0, execution, 0, name, version, 'Pending', to_timestamp(created / 1000),
      to_timestamp(created / 1000), 0, input, tags, parent, parent_id
    from wanted where is_first order by id
    on conflict (partition_id, instance_id) do nothing
    returning instance_id
  ), ended as (
    select instance_id from instances
    where partition_id = $1::smallint and instance_id in (select id from wanted) and completed_at is not null
  ), accepted as (
    select id, message, place from wanted
    where replaces or (is_first and (id in (select instance_id from fresh) or id in (select instance_id from ended)))
  ), queued as (
    insert into control_queue (partition_id, instance_id, message)
    select $1::smallint, id, message from accepted order by place
  )`;

const ENQUEUE_STARTS = `${takeStarts(`unnest($2::text[], $3::uuid[], $4::text[], $5::text[], $6::float8[], $7::text[],
      $8::text[], $9::text[], $10::text[], $11::text[], $12::bool[]) with ordinality`)}
  select place from accepted`;
