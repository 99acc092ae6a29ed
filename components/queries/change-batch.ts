import { type Batch, batchSchema } from '@/contract/batch';
import { api, type BatchCommand } from '../urls';
import { fetchJson, jsonPost } from './fetch-json';

/** Pauses a batch, lets it go on or ends it. Throws RequestProblem where it has ended. */
export function changeBatch(batchId: string, command: BatchCommand): Promise<Batch> {
  return fetchJson(batchSchema, api.batchCommand(batchId, command), jsonPost({}));
}
