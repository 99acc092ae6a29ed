import { queryOptions } from '@tanstack/react-query';
import { type Batch, batchSchema } from '@/contract/batch';
import { api } from '../urls';
import { fetchJson } from './fetch-json';

const POLL_MS = 1000;

/** One batch, read again each second while it runs. */
export function batchQuery(batchId: string) {
  return queryOptions({
    queryKey: ['batches', 'one', batchId],
    queryFn: ({ signal }) => fetchJson(batchSchema, api.batch(batchId), { signal }),
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? POLL_MS : false),
  });
}

function isUnderWay(batch: Batch | undefined): boolean {
  return batch?.state === 'running';
}
