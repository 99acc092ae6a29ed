import { instanceDetailsSchema } from '@/contract/instance';
import { json } from '../answers';
import { Refusal } from '../refusal';
import { apiHandler } from './api-route';
import { instanceParamsSchema } from './instance-params';

export const getInstance = apiHandler({
  tag: 'Instances',
  summary: 'Get an instance',
  params: instanceParamsSchema,
  answers: { 200: { description: 'Everything but its history.', schema: instanceDetailsSchema } },
  problems: ['instance-not-found'],
  handle: async ({ params }, { client }) => {
    const instance = await client.getInstance(params.id);
    if (instance === null) throw new Refusal('instance-not-found', 'No instance has this id.');
    return json(instance);
  },
});
