import { z } from 'zod';
import { type OperationResponse, operationRequestSchema, operationResponseSchema } from '@/contract/entity';
import { actorOf } from '../actor-of';
import { accepted, json } from '../answers';
import { entityAddress } from '../entity-address';
import { apiHandler } from './api-route';
import { entityParamsSchema } from './entity-params';

/** However slow the entity, a connection is not held longer. */
const CALL_TIMEOUT_MS = 60_000;

export const askEntity = apiHandler({
  tag: 'Entities',
  summary: 'Ask an entity for an operation',
  description: 'Waits for the result, up to a minute; with `signal=true` only until the signal is durable.',
  params: entityParamsSchema.extend({ operation: z.string() }),
  query: z.object({ signal: z.enum(['true', 'false']).optional() }),
  body: operationRequestSchema,
  answers: {
    200: { description: 'What the operation gave.', schema: operationResponseSchema },
    202: { description: 'The signal is durable.' },
  },
  problems: ['function-not-found', 'operation-failed', 'timed-out'],
  handle: async ({ params, query: { signal }, body: { input }, request }, { client }) => {
    const entity = entityAddress(params);
    const actor = actorOf(request);
    if (signal === 'true') {
      await client.signalEntity(entity, params.operation, input, { actor });
      return accepted();
    }
    const options = { actor, timeoutMs: CALL_TIMEOUT_MS };
    const answer: OperationResponse = { result: await client.callEntity(entity, params.operation, input, options) };
    return json(answer);
  },
});
