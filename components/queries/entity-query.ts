import { queryOptions } from '@tanstack/react-query';
import { entityDetailsSchema } from '@/contract/entity';
import { api } from '../urls';
import { addressOf } from '../waiting/entity-name.model';
import { fetchJson } from './fetch-json';

/** Everything about one entity. */
export function entityQuery(entityId: string) {
  return queryOptions({
    queryKey: ['entity', entityId],
    queryFn: ({ signal }) => fetchJson(entityDetailsSchema, api.entity(addressOf(entityId)), { signal }),
  });
}
