import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { statusCountsSchema } from '@/contract/instance';
import type { InstanceFilter } from '@/contract/instance-filter';
import { api } from '../urls';
import { fetchJson } from './fetch-json';

/** How many instances each status has, among those that fit. */
export function statusCountsQuery(filter: InstanceFilter) {
  return queryOptions({
    queryKey: ['instances', 'counts', filter],
    queryFn: ({ signal }) => fetchJson(statusCountsSchema, api.statusCounts(filter), { signal }),
    placeholderData: keepPreviousData,
  });
}
