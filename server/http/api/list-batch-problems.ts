import { batchProblemListSchema } from '@/contract/batch';
import { json } from '../answers';
import { apiHandler } from './api-route';
import { batchParamsSchema } from './batch-params';
import { noSuchBatch } from './get-batch';

export const listBatchProblems = apiHandler({
  tag: 'Batches',
  summary: 'List the instances that a batch left out or failed on',
  params: batchParamsSchema,
  answers: { 200: { description: 'The instances, each with the reason.', schema: batchProblemListSchema } },
  problems: ['batch-not-found'],
  handle: async ({ params }, { batches }) => {
    const problems = await batches.store.listBatchProblems(params.batchId);
    if (problems === null) throw noSuchBatch();
    return json(problems);
  },
});
