import { queryOptions } from '@tanstack/react-query';
import { retentionSchema } from '@/contract/retention';
import { api } from '../urls';
import { fetchJson } from './fetch-json';

/** The retention rules, and what went by them. */
export function retentionQuery() {
  return queryOptions({
    queryKey: ['retention'],
    queryFn: ({ signal }) => fetchJson(retentionSchema, api.retention(), { signal }),
  });
}
