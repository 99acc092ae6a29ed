import { restartRequestSchema, startResponseSchema } from '@/contract/commands';
import { actorOf } from '../actor-of';
import { apiHandler } from './api-route';
import { instanceParamsSchema } from './instance-params';
import { started } from './start-instance';

export const restartInstance = apiHandler({
  tag: 'Instances',
  summary: 'Start an instance’s orchestrator again',
  description: 'With its input, tags and version; under the same id unless told otherwise.',
  params: instanceParamsSchema,
  body: restartRequestSchema,
  answers: { 201: { description: 'The start is durable; `location` is the instance.', schema: startResponseSchema } },
  problems: ['instance-not-found', 'instance-not-ended', 'instance-exists', 'function-not-found'],
  handle: async ({ params, body: { newInstanceId }, request }, { client }) => {
    const options = { restartWithNewInstanceId: newInstanceId, actor: actorOf(request) };
    return started(await client.restart(params.id, options));
  },
});
