/** Finds sub-orchestrations. */
import type { Sql } from 'postgres';
import { texts } from '../array-literal';

/** The ids of their sub-orchestrations, by the ids of the parents. */
export async function childrenOf(sql: Sql, instanceIds: string[]): Promise<Map<string, string[]>> {
  const rows = await sql<{ parent_id: string; instance_id: string }[]>`
    select parent_id, instance_id from instances where parent_id = any(${texts(instanceIds)}::text[])`;
  const children = new Map<string, string[]>();
  for (const row of rows) children.set(row.parent_id, [...(children.get(row.parent_id) ?? []), row.instance_id]);
  return children;
}
