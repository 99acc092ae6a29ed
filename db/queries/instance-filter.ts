/** The conditions that lists, counts and searches share. */
import { gte, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { InstanceFilter } from '@/contract/instance-filter';
import { instances } from '../schema';
import { searchableTags } from '../searchable-tags';

/** No text that an id can go on with is greater. */
const LAST_CHARACTER = '\u{10FFFF}';

/** The clocks that write the times of one instance differ by less. */
const CLOCK_SLACK_MS = 60_000;

/** Conditions for the instances that the filter means, as far as it says. */
export function filterConditions(filter: InstanceFilter, partitionCount: number): SQL[] {
  const { status, name, version, tag, prefix, text, parent, kind } = filter;
  return [
    ...(status === undefined ? [] : [inArray(instances.status, status)]),
    ...(name === undefined ? [] : [inArray(instances.name, [name].flat())]),
    ...(version === undefined ? [] : [ofVersions([version].flat())]),
    ...(tag === undefined ? [] : withTags([tag].flat())),
    ...(prefix === undefined ? [] : startingWith(prefix, partitionCount)),
    ...(text === undefined ? [] : [sql`strpos(${instances.instanceId}, ${text}) > 0`]),
    ...(parent === undefined ? [] : [sql`${instances.parentId} = ${parent}`]),
    ...(kind === undefined ? [] : [kind === 'child' ? isNotNull(instances.parentId) : isNull(instances.parentId)]),
    ...withinTimes(filter),
  ];
}

function ofVersions(versions: string[]): SQL {
  const named = versions.filter((version) => version !== '');
  const conditions = [
    ...(named.length > 0 ? [inArray(instances.version, named)] : []),
    ...(named.length < versions.length ? [isNull(instances.version)] : []),
  ];
  return or(...conditions) ?? sql`true`;
}

function withTags(tags: string[]): SQL[] {
  const wanted = Object.fromEntries(
    tags.map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]),
  );
  return [isNotNull(instances.tags), sql`${searchableTags(instances.tags)} @> ${JSON.stringify(wanted)}::text::jsonb`];
}

/** As a range of the primary key, which begins with the partition. */
function startingWith(prefix: string, partitionCount: number): SQL[] {
  const partitions = sql.raw(Array.from({ length: partitionCount }, (_, partition) => partition).join(','));
  return [
    sql`${instances.partitionId} in (${partitions})`,
    gte(instances.instanceId, prefix),
    lt(instances.instanceId, prefix + LAST_CHARACTER),
  ];
}

/** What changed or ended before a time was created before it: the index on creation knows that. */
function withinTimes(filter: InstanceFilter): SQL[] {
  const { createdFrom, createdTo, updatedFrom, updatedTo, completedFrom, completedTo } = filter;
  const bounds = [updatedTo, completedTo]
    .flatMap((time) => time ?? [])
    .map((time) => Date.parse(time) + CLOCK_SLACK_MS);
  return [
    ...(createdFrom === undefined ? [] : [gte(instances.createdAt, new Date(createdFrom))]),
    ...(createdTo === undefined ? [] : [lt(instances.createdAt, new Date(createdTo))]),
    ...(updatedFrom === undefined ? [] : [gte(instances.updatedAt, new Date(updatedFrom))]),
    ...(updatedTo === undefined ? [] : [lt(instances.updatedAt, new Date(updatedTo))]),
    ...(completedFrom === undefined ? [] : [gte(instances.completedAt, new Date(completedFrom))]),
    ...(completedTo === undefined ? [] : [lt(instances.completedAt, new Date(completedTo))]),
    ...(bounds.length === 0 ? [] : [lt(instances.createdAt, new Date(Math.min(...bounds)))]),
  ];
}
