import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { entityPageSchema } from '@/contract/entity';
import { api, type EntityFilter } from '../urls';
import { fetchJson } from './fetch-json';

/** One page of entities, those with the latest operation first. */
export function entityListQuery(filter: EntityFilter) {
  return queryOptions({
    queryKey: ['entities', filter],
    queryFn: ({ signal }) => fetchJson(entityPageSchema, api.entities(filter), { signal }),
    placeholderData: keepPreviousData,
  });
}
