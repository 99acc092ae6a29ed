import { actorOf } from '../actor-of';
import { accepted } from '../answers';
import { apiHandler } from './api-route';
import { instanceParamsSchema } from './instance-params';

export const releaseInstance = apiHandler({
  tag: 'Instances',
  summary: 'Release an instance that is held back',
  description: 'It goes on, and so do its activities that are held back.',
  params: instanceParamsSchema,
  answers: { 202: { description: 'The command is durable.' } },
  problems: ['instance-not-found', 'instance-ended'],
  handle: async ({ params, request }, { client }) => {
    await client.release(params.id, { actor: actorOf(request) });
    return accepted();
  },
});
