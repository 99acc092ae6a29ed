import { actorOf } from '../actor-of';
import { accepted } from '../answers';
import { entityAddress } from '../entity-address';
import { apiHandler } from './api-route';
import { entityParamsSchema } from './entity-params';

export const deleteEntity = apiHandler({
  tag: 'Entities',
  summary: 'Let an entity delete itself',
  params: entityParamsSchema,
  answers: { 202: { description: 'The signal is durable.' } },
  problems: ['function-not-found'],
  handle: async ({ params, request }, { client }) => {
    await client.deleteEntity(entityAddress(params), { actor: actorOf(request) });
    return accepted();
  },
});
