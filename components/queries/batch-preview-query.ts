import { queryOptions } from '@tanstack/react-query';
import { type BatchTargets, batchPreviewSchema } from '@/contract/batch';
import { api } from '../urls';
import { fetchJson, jsonPost } from './fetch-json';

/** How many instances a batch would concern, and some of them. */
export function batchPreviewQuery(targets: BatchTargets) {
  return queryOptions({
    queryKey: ['batches', 'preview', targets],
    queryFn: ({ signal }) => fetchJson(batchPreviewSchema, api.batchPreview(), { ...jsonPost(targets), signal }),
    gcTime: 0,
  });
}
