import { actorOf } from '../actor-of';
import { entityAddress } from '../entity-address';
import { parseJson } from '../parse-json';
import { readBody } from '../read-body';
import { isJson } from '../read-json';
import { Refusal } from '../refusal';
import type { HttpServices } from '../services';
import { azureEmpty, azureError } from './azure-answers';
import { readAzureQuery } from './azure-query';

/** Signals the operation that `op` names: 202 once that is durable. A body that is not declared as JSON is taken as text. */
export async function signalEntity(
  request: Request,
  params: { entityName: string; entityKey?: string },
  { client }: HttpServices,
): Promise<Response> {
  const entity = entityAddress({ name: params.entityName, key: params.entityKey ?? '' });
  const operation = readAzureQuery(request.url).text('op') ?? '';
  const text = await readBody(request);
  try {
    const input = text === '' ? undefined : isJson(request.headers.get('content-type')) ? parseJson(text) : text;
    await client.signalEntity(entity, operation, input, { actor: actorOf(request) });
    return azureEmpty(202);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return azureError(400, `Could not parse JSON content: ${error.message}`);
  }
}
