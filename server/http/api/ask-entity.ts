import { z } from 'zod';
import { type OperationResponse, operationRequestSchema } from '@/contract/entity';
import { actorOf } from '../actor-of';
import { accepted, json } from '../answers';
import { entityAddress } from '../entity-address';
import type { HttpServices } from '../services';
import { readCommand, readQuery } from '../validate';

/** However slow the entity, a connection is not held longer. */
const CALL_TIMEOUT_MS = 60_000;

const querySchema = z.object({ signal: z.enum(['true', 'false']).optional() });

/** Asks an entity for an operation: 200 with what it gives; with `signal=true` 202 once the signal is durable. */
export async function askEntity(
  request: Request,
  params: { name: string; key: string; operation: string },
  { client }: HttpServices,
): Promise<Response> {
  const entity = entityAddress(params);
  const { signal } = readQuery(request, querySchema);
  const { input } = await readCommand(request, operationRequestSchema);
  const actor = actorOf(request);
  if (signal === 'true') {
    await client.signalEntity(entity, params.operation, input, { actor });
    return accepted();
  }
  const options = { actor, timeoutMs: CALL_TIMEOUT_MS };
  const answer: OperationResponse = { result: await client.callEntity(entity, params.operation, input, options) };
  return json(answer);
}
