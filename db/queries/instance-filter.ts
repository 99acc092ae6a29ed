/** The conditions that lists and counts share. */
import { eq, type SQL, sql } from 'drizzle-orm';
import { instances } from '../schema';

export type InstanceFilter = { name?: string | undefined; prefix?: string | undefined; parent?: string | undefined };

/** Conditions for instances of that name and that parent, with ids that start with that prefix, as far as they are given. */
export function filterConditions(filter: InstanceFilter): SQL[] {
  const { name, prefix, parent } = filter;
  return [
    ...(name === undefined ? [] : [eq(instances.name, name)]),
    ...(parent === undefined ? [] : [eq(instances.parentId, parent)]),
    ...(prefix === undefined ? [] : [sql`starts_with(${instances.instanceId}, ${prefix})`]),
  ];
}
