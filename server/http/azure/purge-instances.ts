import { actorOf } from '../actor-of';
import type { HttpServices } from '../services';
import { azureEmpty, azureJson } from './azure-answers';
import { readAzureQuery } from './azure-query';
import { readStatuses } from './list-statuses';

/** Deletes what ended of the instances created in a span of time: 200 with how many, 404 for none, 400 without its start. */
export async function purgeInstances(request: Request, _params: unknown, { client }: HttpServices): Promise<Response> {
  const query = readAzureQuery(request.url);
  const createdFrom = query.time('createdTimeFrom');
  if (createdFrom === undefined) {
    return azureJson("Please provide value for 'createdTimeFrom' parameter.", { status: 400 });
  }
  const filter = { status: readStatuses(query), createdFrom, createdTo: query.time('createdTimeTo') };
  const purged = await client.purgeBy(filter, { actor: actorOf(request) });
  return purged.instancesDeleted === 0 ? azureEmpty(404) : azureJson(purged);
}
