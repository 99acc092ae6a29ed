import { functionListSchema } from '@/contract/commands';
import { json } from '../answers';
import { apiHandler } from './api-route';

export const listFunctions = apiHandler({
  tag: 'Functions',
  summary: 'List functions',
  description: 'Those that the node that answers can run.',
  answers: { 200: { description: 'The functions.', schema: functionListSchema } },
  handle: (_received, { client }) => json(client.listFunctions()),
});
