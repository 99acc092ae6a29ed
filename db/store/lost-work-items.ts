/** Which of the activities that a node runs are not its own any more. */
import type { Sql } from 'postgres';
import type { ClaimedWorkItem } from '@/server/store';
import { arrayLiteral, plain, text } from '../array-literal';

const COLUMNS = [
  plain<ClaimedWorkItem>((item) => item.partitionId),
  text<ClaimedWorkItem>((item) => item.instanceId),
  plain<ClaimedWorkItem>((item) => item.generation),
  plain<ClaimedWorkItem>((item) => item.taskId),
  plain<ClaimedWorkItem>((item) => item.attempt),
];

const LOST = `
  select place
  from unnest($2::smallint[], $3::text[], $4::int[], $5::int[], $6::int[])
    with ordinality r (partition, id, generation, task, attempt, place)
  where not exists (
    select from work_items w
    where w.partition_id = r.partition and w.instance_id = r.id and w.generation = r.generation and w.task_id = r.task
      and w.attempt = r.attempt and w.locked_by = $1)`;

/** Those of the items that the node does not hold. */
export async function lostWorkItems(sql: Sql, nodeId: string, items: ClaimedWorkItem[]): Promise<ClaimedWorkItem[]> {
  const columns = COLUMNS.map((column) => arrayLiteral(items, column));
  const rows = await sql.unsafe<{ place: string }[]>(LOST, [nodeId, ...columns], { prepare: true });
  const places = new Set(rows.map(({ place }) => Number(place)));
  return items.filter((_, index) => places.has(index + 1));
}
