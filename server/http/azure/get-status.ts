import type { HistoryEventView } from '@/contract/history-event';
import type { InstanceDetails } from '@/contract/instance';
import { isTerminal } from '@/contract/runtime-status';
import type { DurableClient } from '../../client/durable-client';
import type { HttpServices } from '../services';
import { azureEmpty, azureJson } from './azure-answers';
import { type AzureQuery, readAzureQuery } from './azure-query';
import { findInstance } from './find-instance';
import { type HistoryRow, toHistoryRows } from './history-rows';
import { statusPayload } from './status-payload';

const RETRY_AFTER_S = 5;
const HISTORY_PAGE = 1000;

/**
 * The status of an instance: 202 while it goes on, 200 once it has ended (500 for a failed one where
 * `returnInternalServerErrorOnFailure` asks for it), 404 where there is none.
 */
export async function getStatus(
  request: Request,
  params: { instanceId: string },
  { client, publicAddress }: HttpServices,
): Promise<Response> {
  const query = readAzureQuery(request.url);
  const instance = await findInstance(client, params.instanceId);
  if (instance === null) return azureEmpty(404);
  const payload = statusPayload(instance, query.flag('showInput', true), await historyOf(client, instance, query));
  if (!isTerminal(instance.status)) {
    const { pathname, search } = new URL(request.url);
    const headers = { location: publicAddress + pathname + search, 'retry-after': String(RETRY_AFTER_S) };
    return azureJson(payload, { status: 202, headers });
  }
  const isError = instance.status === 'Failed' && query.flag('returnInternalServerErrorOnFailure', false);
  return azureJson(payload, { status: isError ? 500 : 200 });
}

async function historyOf(
  client: DurableClient,
  { instanceId, status }: InstanceDetails,
  query: AzureQuery,
): Promise<HistoryRow[] | undefined> {
  if (!query.flag('showHistory', false) || status === 'Pending') return undefined;
  const options = { showInput: query.flag('showInput', true), showOutput: query.flag('showHistoryOutput', false) };
  const payloads = options.showInput || options.showOutput;
  const events: HistoryEventView[] = [];
  for (let after: number | null = -1; after !== null; ) {
    const page = await client.getHistory(instanceId, { after, limit: HISTORY_PAGE, payloads });
    events.push(...page.events);
    after = page.nextSeq;
  }
  return toHistoryRows(events, options);
}
