import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type OverviewWindow, overviewSchema } from '@/contract/overview';
import { api } from '../urls';
import { fetchJson } from './fetch-json';

/** How the hub does, and has done for so long. */
export function overviewQuery(window: OverviewWindow) {
  return queryOptions({
    queryKey: ['overview', window],
    queryFn: ({ signal }) => fetchJson(overviewSchema, api.overview(window), { signal }),
    placeholderData: keepPreviousData,
  });
}
