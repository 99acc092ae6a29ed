import { queryOptions } from '@tanstack/react-query';
import { entityDetailsSchema } from '@/contract/entity';
import { api } from '../urls';
import { addressOf } from '../waiting/entity-name.model';
import { fetchJson } from './fetch-json';
import { RequestProblem } from './request-problem';

/** Everything about one entity; null where it does not exist, which an operation may change. */
export function entityQuery(entityId: string) {
  return queryOptions({
    queryKey: ['entity', entityId],
    queryFn: ({ signal }) =>
      fetchJson(entityDetailsSchema, api.entity(addressOf(entityId)), { signal }).catch(nullWhereAbsent),
  });
}

function nullWhereAbsent(error: unknown): null {
  if (error instanceof RequestProblem && error.status === 404) return null;
  throw error;
}
