import { queryOptions } from '@tanstack/react-query';
import { instanceDetailsSchema } from '@/contract/instance';
import { api } from '../urls';
import { fetchJson } from './fetch-json';

/** Everything about one instance but its history. */
export function instanceQuery(instanceId: string) {
  return queryOptions({
    queryKey: ['instance', instanceId],
    queryFn: ({ signal }) => fetchJson(instanceDetailsSchema, api.instance(instanceId), { signal }),
  });
}
