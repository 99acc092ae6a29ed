/** What one node of all does at a time. Only the database's clock decides how long it may. */
import type { Sql } from 'postgres';
import type { OperationsStore } from '@/server/operations-store';

export function dutyVerbs(sql: Sql): Pick<OperationsStore, 'takeDuty' | 'leaveDuty'> {
  return {
    takeDuty: async (name, nodeId, ms) => {
      const taken = await sql`
        insert into duties as d (name, node_id, until)
        values (${name}, ${nodeId}, clock_timestamp() + ${ms} * interval '1 ms')
        on conflict (name) do update set node_id = excluded.node_id, until = excluded.until
        where d.node_id = excluded.node_id or d.until < clock_timestamp()`;
      return taken.count > 0;
    },
    leaveDuty: async (name, nodeId) => {
      await sql`delete from duties where name = ${name} and node_id = ${nodeId}`;
    },
  };
}
