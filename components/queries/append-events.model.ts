import type { HistoryEventView } from '@/contract/history-event';

/** The history with the page added, every event once. The same array where the page brings nothing new. */
export function appendEvents(events: HistoryEventView[], page: readonly HistoryEventView[]): HistoryEventView[] {
  const last = events.at(-1)?.seq ?? -1;
  const news = page.filter((event) => event.seq > last);
  return news.length === 0 ? events : [...events, ...news];
}
