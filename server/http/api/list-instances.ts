import { instanceListQuerySchema, instancePageSchema } from '@/contract/instance';
import { json } from '../answers';
import { apiHandler } from './api-route';

export const listInstances = apiHandler({
  tag: 'Instances',
  summary: 'List instances',
  description: 'One page, the newest first. Filters combine with *and*, the values of one filter with *or*.',
  query: instanceListQuerySchema,
  answers: { 200: { description: 'The page, without payloads.', schema: instancePageSchema } },
  handle: async ({ query }, { client }) => json(await client.listInstances(query)),
});
