import { instanceListQuerySchema, statusCountsSchema } from '@/contract/instance';
import { json } from '../answers';
import { apiHandler } from './api-route';

export const countInstances = apiHandler({
  tag: 'Instances',
  summary: 'Count instances by status',
  description: 'Each count ends at `cap`: as many as that means that many or more.',
  query: instanceListQuerySchema.pick({ name: true, prefix: true }),
  answers: { 200: { description: 'The counts; statuses without any are absent.', schema: statusCountsSchema } },
  handle: async ({ query }, { client }) => json(await client.countInstances(query)),
});
