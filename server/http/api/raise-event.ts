import { eventNameSchema, raiseEventRequestSchema } from '@/contract/commands';
import { actorOf } from '../actor-of';
import { accepted } from '../answers';
import { idempotencyKeyOf } from '../idempotency-key';
import { apiHandler } from './api-route';
import { instanceParamsSchema } from './instance-params';

export const raiseEvent = apiHandler({
  tag: 'Instances',
  summary: 'Raise an external event',
  description: 'With a `taskId` it answers that wait alone, and is refused where somebody was faster.',
  params: instanceParamsSchema.extend({ name: eventNameSchema }),
  body: raiseEventRequestSchema,
  answers: { 202: { description: 'The event is durable.' } },
  problems: ['instance-not-found', 'instance-ended', 'already-decided', 'too-many-events', 'idempotency-key-reuse'],
  handle: async ({ params, body: { data, taskId }, request }, { client }) => {
    const options = { taskId, idempotencyKey: idempotencyKeyOf(request), actor: actorOf(request) };
    await client.raiseEvent(params.id, params.name, data, options);
    return accepted();
  },
});
