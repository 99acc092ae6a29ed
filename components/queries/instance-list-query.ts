import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { instancePageSchema } from '@/contract/instance';
import { api, type InstanceListRequest } from '../urls';
import { fetchJson } from './fetch-json';

/** One page of instances, newest first. Shows the previous page until the next is there. */
export function instanceListQuery(request: InstanceListRequest) {
  return queryOptions({
    queryKey: ['instances', 'list', request],
    queryFn: ({ signal }) => fetchJson(instancePageSchema, api.instances(request), { signal }),
    placeholderData: keepPreviousData,
  });
}
