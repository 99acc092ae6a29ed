import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { batchPageSchema } from '@/contract/batch';
import { api } from '../urls';
import { fetchJson } from './fetch-json';

const POLL_MS = 1000;

/** One page of batches, newest first, read again each second while one of them runs. */
export function batchListQuery(cursor: string | null) {
  return queryOptions({
    queryKey: ['batches', 'list', cursor],
    queryFn: ({ signal }) => fetchJson(batchPageSchema, api.batches({ cursor }), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.batches.some((batch) => batch.state === 'running') ? POLL_MS : false),
  });
}
