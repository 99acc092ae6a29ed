import { type Batch, type BatchRequest, batchSchema } from '@/contract/batch';
import { api } from '../urls';
import { fetchJson, jsonPost } from './fetch-json';

/** Makes a batch. Throws RequestProblem. */
export function createBatch(request: BatchRequest): Promise<Batch> {
  return fetchJson(batchSchema, api.batches(), jsonPost(request));
}
