import { queryOptions } from '@tanstack/react-query';
import { functionListSchema } from '@/contract/commands';
import { api } from '../urls';
import { fetchJson } from './fetch-json';

/** The functions that this deployment serves. */
export function functionListQuery() {
  return queryOptions({
    queryKey: ['functions'],
    queryFn: ({ signal }) => fetchJson(functionListSchema, api.functions(), { signal }),
    staleTime: 60_000,
  });
}
