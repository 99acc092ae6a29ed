import type { EntitySummary } from '@/contract/entity';
import type { DurableClient } from '../../client/durable-client';
import { entityId } from '../../engine/entity-id';
import type { HttpServices } from '../services';
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
  const page = await client.listEntities({
    name: params.entityName?.toLowerCase(),
    lastOperationFrom: query.time('lastOperationTimeFrom'),
    lastOperationTo: query.time('lastOperationTimeTo'),
    limit: pageSize(query),
    cursor: request.headers.get(TOKEN_HEADER) || undefined,
  });
  const fetchState = query.flag('fetchState', false);
  const existing = page.entities.filter(({ exists }) => exists);
  const rows = await Promise.all(existing.map((entity) => toRow(client, entity, fetchState)));
  return azureJson(rows, { headers: page.next === null ? {} : { [TOKEN_HEADER]: page.next } });
}

async function toRow(client: DurableClient, { name, key, lastOperationAt }: EntitySummary, fetchState: boolean) {
  const state = fetchState ? (await client.readEntityState(entityId(name, key))).entityState : undefined;
  return { entityId: { name, key }, lastOperationTime: toSeconds(lastOperationAt), state };
}
