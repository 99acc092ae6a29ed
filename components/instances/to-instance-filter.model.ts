import type { InstanceFilter } from '@/contract/instance-filter';
import type { ListFilter } from './use-list-filter';

/** The filter as the API takes it: without what is not set. */
export function toInstanceFilter({
  cursor: _cursor,
  find: _find,
  status,
  tag,
  kind,
  ...texts
}: ListFilter): InstanceFilter {
  const given = Object.entries(texts).filter(([, value]) => value !== null);
  return {
    ...(status.length > 0 && { status }),
    ...(tag.length > 0 && { tag }),
    ...(kind !== null && { kind }),
    ...Object.fromEntries(given),
  };
}
