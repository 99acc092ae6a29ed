import { queryOptions } from '@tanstack/react-query';
import { historyEventViewSchema } from '@/contract/history-event';
import { api } from '../urls';
import { fetchJson } from './fetch-json';

/** One history event with its payload. An event never changes, so it is fetched once. */
export function historyEventQuery(instanceId: string, generation: number, seq: number) {
  return queryOptions({
    queryKey: ['history-event', instanceId, generation, seq],
    queryFn: ({ signal }) =>
      fetchJson(historyEventViewSchema, api.historyEvent(instanceId, generation, seq), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
