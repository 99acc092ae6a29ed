import { type StartResponse, startRequestSchema, startResponseSchema } from '@/contract/commands';
import { actorOf } from '../actor-of';
import { json } from '../answers';
import { idempotencyKeyOf } from '../idempotency-key';
import { apiHandler } from './api-route';

export const startInstance = apiHandler({
  tag: 'Instances',
  summary: 'Start an instance',
  body: startRequestSchema,
  answers: { 201: { description: 'The start is durable; `location` is the instance.', schema: startResponseSchema } },
  problems: ['function-not-found', 'instance-exists', 'idempotency-key-reuse'],
  handle: async ({ body: { name, input, startAt, ...options }, request }, { client }) => {
    const begins = startAt === undefined ? undefined : new Date(startAt);
    const idempotencyKey = idempotencyKeyOf(request);
    const all = { ...options, startAt: begins, idempotencyKey, actor: actorOf(request) };
    return started(await client.startNew(name, input, all));
  },
});

/** 201: an instance was started, and is to be found at this address. */
export function started(instanceId: string): Response {
  const answer: StartResponse = { instanceId };
  const location = `/api/v1/instances/${encodeURIComponent(instanceId)}`;
  return json(answer, { status: 201, headers: { location } });
}
