import { queryOptions } from '@tanstack/react-query';
import { type HistoryEventView, historyPageSchema } from '@/contract/history-event';
import { api } from '../urls';
import { appendEvents } from './append-events.model';
import { fetchJson } from './fetch-json';

const PAGE = 500;

/**
 * The history of one generation, without payloads. A history only grows, so each fetch asks for what follows the
 * last event it has, and shows every page as it comes.
 */
export function historyQuery(instanceId: string, generation: number) {
  return queryOptions({
    queryKey: ['history', instanceId, generation],
    queryFn: async ({ client, queryKey, signal }) => {
      let events = client.getQueryData<HistoryEventView[]>(queryKey) ?? [];
      let after = events.at(-1)?.seq ?? null;
      do {
        const page = await fetchJson(historyPageSchema, api.history(instanceId, { generation, after, limit: PAGE }), {
          signal,
        });
        events = appendEvents(events, page.events);
        client.setQueryData(queryKey, events);
        after = page.nextSeq;
      } while (after !== null);
      return events;
    },
    structuralSharing: false,
  });
}
