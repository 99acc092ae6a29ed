import { instanceListQuerySchema, instancePageSchema } from '@/contract/instance';
import { json } from '../answers';
import { apiHandler } from './api-route';
import { checkFilter } from './check-filter';

export const listInstances = apiHandler({
  tag: 'Instances',
  summary: 'List instances',
  description: 'One page. Filters combine with *and*, the values of one filter with *or*.',
  query: instanceListQuerySchema,
  answers: { 200: { description: 'The page, without payloads.', schema: instancePageSchema } },
  problems: ['invalid-continuation-token', 'query-too-slow'],
  handle: async ({ query }, { client }) => json(await client.listInstances(checkFilter(query))),
});
