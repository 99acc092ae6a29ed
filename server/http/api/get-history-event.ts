import { historyEventViewSchema, historyQuerySchema } from '@/contract/history-event';
import { queryInteger } from '@/contract/query-integer';
import { json } from '../answers';
import { Refusal } from '../refusal';
import { apiHandler } from './api-route';
import { instanceParamsSchema } from './instance-params';

export const getHistoryEvent = apiHandler({
  tag: 'Instances',
  summary: 'Get a history event with its payload',
  params: instanceParamsSchema.extend({ seq: queryInteger(0, 999_999_999) }),
  query: historyQuerySchema.pick({ generation: true }),
  answers: { 200: { description: 'The event.', schema: historyEventViewSchema } },
  problems: ['not-found'],
  handle: async ({ params, query }, { client }) => {
    const event = await client.getHistoryEvent(params.id, params.seq, query.generation);
    if (event === null) throw new Refusal('not-found', 'No instance with this id has such an event.');
    return json(event);
  },
});
