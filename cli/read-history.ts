import { type HistoryEventView, type HistoryPage, historyPageSchema } from '@/contract/history-event';
import type { InstanceDetails } from '@/contract/instance';
import type { Api } from './api';

const PAGE = 1_000;

type Generation = Pick<InstanceDetails, 'instanceId' | 'generation'>;

/** The events of this generation, in pages, with their payloads where those are asked for. */
export async function* readHistory(
  api: Api,
  { instanceId, generation }: Generation,
  payloads = false,
): AsyncGenerator<HistoryEventView[]> {
  let after: number | null = -1;
  while (after !== null) {
    const query = { generation, after, limit: PAGE, payloads: String(payloads) };
    const path = ['instances', instanceId, 'history'];
    const page: HistoryPage = await api.ask(historyPageSchema, 'GET', path, { query });
    yield page.events;
    after = page.nextSeq;
  }
}
