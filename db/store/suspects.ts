/** Instances suspected of ending the process that runs them. */
import type { Sql } from 'postgres';
import type { HubStore } from '@/server/store';
import { texts } from '../array-literal';

type SuspectVerbs = Pick<HubStore, 'suspects' | 'markSuspects' | 'clearSuspects' | 'release'>;

export function suspectVerbs(sql: Sql): SuspectVerbs {
  return {
    suspects: async (partitionId, nodeId) => {
      const rows = await sql<{ instance_id: string; others: number }[]>`
        select instance_id, crashes - (marked_by = ${nodeId})::int as others from suspects
        where partition_id = ${partitionId}`;
      return new Map(rows.flatMap(({ instance_id, others }) => (others > 0 ? [[instance_id, others] as const] : [])));
    },
    markSuspects: async (partitionId, nodeId, instanceIds) => {
      await sql`
        insert into suspects as s (partition_id, instance_id, crashes, marked_by)
        select ${partitionId}::smallint, id, 1, ${nodeId} from unnest(${texts(instanceIds)}::text[]) m (id)
        on conflict (partition_id, instance_id) do update
        set crashes = s.crashes + (s.marked_by <> excluded.marked_by)::int, marked_by = excluded.marked_by`;
    },
    clearSuspects: async (partitionId, instanceIds) => {
      await sql`
        delete from suspects
        where partition_id = ${partitionId} and instance_id = any(${texts(instanceIds)}::text[])`;
    },
    release: async (partitionId, instanceId, taskId) => {
      await sql`delete from suspects where partition_id = ${partitionId} and instance_id = ${instanceId}`;
      const released = await sql`
        update work_items set quarantined_at = null, attempt = 0
        where partition_id = ${partitionId} and instance_id = ${instanceId} and quarantined_at is not null
          and (${taskId}::int is null or task_id = ${taskId}::int)`;
      return released.count;
    },
  };
}
