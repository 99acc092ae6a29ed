import { queryOptions } from '@tanstack/react-query';
import { batchProblemListSchema } from '@/contract/batch';
import { api } from '../urls';
import { fetchJson } from './fetch-json';

/** The instances that a batch left out or failed on; `count` is how many there are now. */
export function batchProblemsQuery(batchId: string, count: number) {
  return queryOptions({
    queryKey: ['batches', 'problems', batchId, count],
    queryFn: ({ signal }) => fetchJson(batchProblemListSchema, api.batchProblems(batchId), { signal }),
    enabled: count > 0,
  });
}
