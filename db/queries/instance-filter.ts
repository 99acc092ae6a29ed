/** The conditions that lists and counts share. */
import { eq, type SQL, sql } from 'drizzle-orm';
import { instances } from '../schema';

/** Conditions for instances of that name and with ids that start with that prefix, as far as they are given. */
export function filterConditions(filter: { name?: string | undefined; prefix?: string | undefined }): SQL[] {
  const { name, prefix } = filter;
  return [
    ...(name === undefined ? [] : [eq(instances.name, name)]),
    ...(prefix === undefined ? [] : [sql`starts_with(${instances.instanceId}, ${prefix})`]),
  ];
}
