import { purgeRequestSchema, purgeResponseSchema } from '@/contract/commands';
import { actorOf } from '../actor-of';
import { json } from '../answers';
import { apiHandler } from './api-route';

export const purgeInstances = apiHandler({
  tag: 'Instances',
  summary: 'Purge instances that have ended',
  description: 'Deletes within the request, up to `limit`. A batch does the same in the background.',
  body: purgeRequestSchema,
  answers: { 200: { description: 'How many are gone.', schema: purgeResponseSchema } },
  handle: async ({ body: { limit, ...filter }, request }, { client }) =>
    json(await client.purgeBy(filter, { limit, actor: actorOf(request) })),
});
