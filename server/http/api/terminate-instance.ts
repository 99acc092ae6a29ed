import { terminateRequestSchema } from '@/contract/commands';
import { actorOf } from '../actor-of';
import { accepted } from '../answers';
import { apiHandler } from './api-route';
import { instanceParamsSchema } from './instance-params';

export const terminateInstance = apiHandler({
  tag: 'Instances',
  summary: 'Terminate an instance',
  description: 'Its open sub-orchestrations end with it, unless `recursive` is false.',
  params: instanceParamsSchema,
  body: terminateRequestSchema,
  answers: { 202: { description: 'The command is durable.' } },
  problems: ['instance-not-found', 'instance-ended'],
  handle: async ({ params, body: { reason, recursive }, request }, { client }) => {
    await client.terminate(params.id, reason, { recursive, actor: actorOf(request) });
    return accepted();
  },
});
