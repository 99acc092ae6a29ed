import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { instancePageSchema } from '@/contract/instance';
import { api } from '../urls';
import { fetchJson } from './fetch-json';

/** The sub-orchestrations that an instance has started, the newest first; `cursor` leads to older ones. */
export function childrenQuery(instanceId: string, cursor: string | null) {
  return queryOptions({
    queryKey: ['instances', 'children', instanceId, cursor],
    queryFn: ({ signal }) => fetchJson(instancePageSchema, api.children(instanceId, cursor), { signal }),
    placeholderData: keepPreviousData,
  });
}
