import { instanceListQuerySchema, instancePageSchema } from '@/contract/instance';
import { json } from '../answers';
import { apiHandler } from './api-route';
import { instanceParamsSchema } from './instance-params';

export const listChildren = apiHandler({
  tag: 'Instances',
  summary: 'List an instance’s children',
  description: 'The sub-orchestrations that it has started, the newest first.',
  params: instanceParamsSchema,
  query: instanceListQuerySchema.pick({ limit: true, cursor: true }),
  answers: { 200: { description: 'The page; empty where there is no such instance.', schema: instancePageSchema } },
  problems: ['invalid-continuation-token', 'query-too-slow'],
  handle: async ({ params, query }, { client }) => json(await client.listInstances({ ...query, parent: params.id })),
});
