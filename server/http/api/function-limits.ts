import { z } from 'zod';
import { functionLimitsSchema, putFunctionLimitsSchema } from '@/contract/function-limits';
import { plainTextSchema } from '@/contract/plain-text';
import { actorOf } from '../actor-of';
import { json, noContent } from '../answers';
import { apiHandler } from './api-route';

const paramsSchema = z.object({ name: plainTextSchema.min(1).max(200) });

export const getFunctionLimits = apiHandler({
  tag: 'Functions',
  summary: 'What an activity is limited to',
  description: 'In the whole hub, on all nodes together. Nulls where it is not limited.',
  params: paramsSchema,
  answers: { 200: { description: 'Its limits.', schema: functionLimitsSchema } },
  problems: ['function-not-found'],
  handle: async ({ params }, { limits }) => json(await limits.get(params.name)),
});

export const putFunctionLimits = apiHandler({
  tag: 'Functions',
  summary: 'Limit an activity',
  description:
    'How many run at once, and how many begin in a second or minute, on all nodes together. What runs goes on.',
  params: paramsSchema,
  body: putFunctionLimitsSchema,
  answers: { 200: { description: 'The new limits.', schema: functionLimitsSchema } },
  problems: ['function-not-found'],
  handle: async ({ params, body, request }, { limits }) => json(await limits.put(params.name, body, actorOf(request))),
});

export const deleteFunctionLimits = apiHandler({
  tag: 'Functions',
  summary: 'Limit an activity no longer',
  params: paramsSchema,
  answers: { 204: { description: 'It is not limited.' } },
  handle: async ({ params }, { limits }) => {
    await limits.remove(params.name);
    return noContent();
  },
});
