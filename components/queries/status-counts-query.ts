import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { statusCountsSchema } from '@/contract/instance';
import { api, type InstanceFilter } from '../urls';
import { fetchJson } from './fetch-json';

/** How many instances each status has, among those of the given name and id prefix. */
export function statusCountsQuery({ name, prefix }: InstanceFilter) {
  return queryOptions({
    queryKey: ['instances', 'counts', { name, prefix }],
    queryFn: ({ signal }) => fetchJson(statusCountsSchema, api.statusCounts({ name, prefix }), { signal }),
    placeholderData: keepPreviousData,
  });
}
