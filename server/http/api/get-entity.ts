import { entityDetailsSchema } from '@/contract/entity';
import { json } from '../answers';
import { entityAddress } from '../entity-address';
import { Refusal } from '../refusal';
import { apiHandler } from './api-route';
import { entityParamsSchema } from './entity-params';

export const getEntity = apiHandler({
  tag: 'Entities',
  summary: 'Get an entity',
  params: entityParamsSchema,
  answers: { 200: { description: 'The entity with its state.', schema: entityDetailsSchema } },
  problems: ['entity-not-found'],
  handle: async ({ params }, { client }) => {
    const entity = await client.getEntity(entityAddress(params));
    if (entity === null) throw new Refusal('entity-not-found', 'No entity of this name has this key.');
    return json(entity);
  },
});
