import { batchListQuerySchema, batchPageSchema } from '@/contract/batch';
import { json } from '../answers';
import { Refusal } from '../refusal';
import { apiHandler } from './api-route';

export const listBatches = apiHandler({
  tag: 'Batches',
  summary: 'List batches',
  description: 'One page, the newest first.',
  query: batchListQuerySchema,
  answers: { 200: { description: 'The page.', schema: batchPageSchema } },
  problems: ['invalid-continuation-token'],
  handle: async ({ query }, { batches }) => {
    const page = await batches.store.listBatches(query);
    if (page === 'invalid-cursor')
      throw new Refusal('invalid-continuation-token', 'The cursor is none that a page of this list gave.');
    return json(page);
  },
});
