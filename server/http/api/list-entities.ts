import { entityListQuerySchema, entityPageSchema } from '@/contract/entity';
import { json } from '../answers';
import { apiHandler } from './api-route';

export const listEntities = apiHandler({
  tag: 'Entities',
  summary: 'List entities',
  description: 'One page, in the order of their ids.',
  query: entityListQuerySchema,
  answers: { 200: { description: 'The page.', schema: entityPageSchema } },
  problems: ['invalid-continuation-token'],
  handle: async ({ query }, { client }) => json(await client.listEntities(query)),
});
