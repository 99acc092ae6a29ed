import { historyPageSchema, historyQuerySchema } from '@/contract/history-event';
import { json } from '../answers';
import { apiHandler } from './api-route';
import { instanceParamsSchema } from './instance-params';

export const listHistory = apiHandler({
  tag: 'Instances',
  summary: 'Read an instance’s history',
  description: 'Events in order, without payloads unless asked for.',
  params: instanceParamsSchema,
  query: historyQuerySchema,
  answers: { 200: { description: 'The page.', schema: historyPageSchema } },
  problems: ['instance-not-found'],
  handle: async ({ params, query }, { client }) => json(await client.getHistory(params.id, query)),
});
