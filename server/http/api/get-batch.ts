import { batchSchema } from '@/contract/batch';
import { json } from '../answers';
import { Refusal } from '../refusal';
import { apiHandler } from './api-route';
import { batchParamsSchema } from './batch-params';

export const getBatch = apiHandler({
  tag: 'Batches',
  summary: 'Get a batch',
  params: batchParamsSchema,
  answers: { 200: { description: 'What it does, and how far it has come.', schema: batchSchema } },
  problems: ['batch-not-found'],
  handle: async ({ params }, { batches }) => {
    const batch = await batches.store.getBatch(params.batchId);
    if (batch === null) throw noSuchBatch();
    return json(batch);
  },
});

export function noSuchBatch(): Refusal {
  return new Refusal('batch-not-found', 'No batch has this id.');
}
