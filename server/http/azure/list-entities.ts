import type { EntitySummary } from '@/contract/entity';
import { plainTextSchema } from '@/contract/plain-text';
import { storedValue } from '../../client/status/stored-value';
import type { HttpServices } from '../services';
import { validate } from '../validate';
import { azureJson } from './azure-answers';
import { readAzureQuery } from './azure-query';
import { toSeconds } from './azure-time';
import { pageSize, TOKEN_HEADER } from './list-statuses';

/** The entities that exist, of one name where it is given, one page: 200, with a token in the header where there are more. */
export async function listEntities(
  request: Request,
  params: { entityName?: string },
  { client }: HttpServices,
): Promise<Response> {
  const query = readAzureQuery(request.url);
  const entityName = validate(plainTextSchema.optional(), params.entityName);
  const fetchState = query.flag('fetchState', false);
  const page = await client.listEntities(
    {
      name: entityName?.toLowerCase(),
      lastOperationFrom: query.time('lastOperationTimeFrom'),
      lastOperationTo: query.time('lastOperationTimeTo'),
      limit: pageSize(query),
      cursor: request.headers.get(TOKEN_HEADER) || undefined,
    },
    { states: fetchState },
  );
  const rows = page.entities.filter(({ exists }) => exists).map((entity) => toRow(entity, fetchState));
  return azureJson(rows, { headers: page.next === null ? {} : { [TOKEN_HEADER]: page.next } });
}

function toRow({ name, key, lastOperationAt, state = null }: EntitySummary, fetchState: boolean) {
  return {
    entityId: { name, key },
    lastOperationTime: toSeconds(lastOperationAt),
    ...(fetchState && { state: storedValue(state) }),
  };
}
