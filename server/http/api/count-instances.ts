import { statusCountsSchema } from '@/contract/instance';
import { instanceFilterSchema } from '@/contract/instance-filter';
import { json } from '../answers';
import { apiHandler } from './api-route';
import { checkFilter } from './check-filter';

export const countInstances = apiHandler({
  tag: 'Instances',
  summary: 'Count instances by status',
  description: 'Each count ends at `cap`: as many as that means that many or more.',
  query: instanceFilterSchema,
  answers: { 200: { description: 'The counts; statuses without any are absent.', schema: statusCountsSchema } },
  problems: ['query-too-slow'],
  handle: async ({ query }, { client }) => json(await client.countInstances(checkFilter(query))),
});
