import { purgeQuerySchema, purgeResponseSchema } from '@/contract/commands';
import { actorOf } from '../actor-of';
import { json } from '../answers';
import { apiHandler } from './api-route';
import { instanceParamsSchema } from './instance-params';

export const purgeInstance = apiHandler({
  tag: 'Instances',
  summary: 'Purge an instance',
  description: 'Deletes it with its history, for good.',
  params: instanceParamsSchema,
  query: purgeQuerySchema,
  answers: { 200: { description: 'It is gone.', schema: purgeResponseSchema } },
  problems: ['instance-not-found', 'instance-not-ended'],
  handle: async ({ params, query, request }, { client }) =>
    json(await client.purge(params.id, { ...query, actor: actorOf(request) })),
});
