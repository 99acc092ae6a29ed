import { instanceIdSchema } from '@/contract/instance-id';
import { isTerminal } from '@/contract/runtime-status';
import type { DurableClient } from '../../client/durable-client';
import type { DurableOrchestrationStatus } from '../../client/status/orchestration-status';
import { type RawHistoryRow, toRawHistoryRows } from '../../client/status/raw-history-rows';
import type { HttpServices } from '../services';
import { azureEmpty, azureJson } from './azure-answers';
import { type AzureQuery, readAzureQuery } from './azure-query';
import { statusPayload } from './status-payload';

const RETRY_AFTER_S = 5;
const HISTORY_PAGE = 1_000;

/**
 * The status of an instance: 202 while it goes on, 200 once it has ended (500 for a failed one where
 * `returnInternalServerErrorOnFailure` asks for it), 404 where there is none. `historyFormat=raw` gives the history as it
 * is, with ids, instead of in the extension's merged shape.
 */
export async function getStatus(
  request: Request,
  { instanceId }: { instanceId: string },
  { client, publicAddress }: HttpServices,
): Promise<Response> {
  if (!instanceIdSchema.safeParse(instanceId).success) return azureEmpty(404);
  const query = readAzureQuery(request.url);
  const isRaw = query.text('historyFormat')?.toLowerCase() === 'raw';
  const showHistory = query.flag('showHistory', false);
  const status = await client.getStatus(instanceId, {
    showInput: query.flag('showInput', true),
    showHistory: showHistory && !isRaw,
    showHistoryOutput: query.flag('showHistoryOutput', false),
  });
  const payload = statusPayload(status, showHistory && isRaw ? await rawHistory(client, status, query) : undefined);
  if (!isTerminal(status.runtimeStatus)) {
    const { pathname, search } = new URL(request.url);
    const headers = { location: publicAddress + pathname + search, 'retry-after': String(RETRY_AFTER_S) };
    return azureJson(payload, { status: 202, headers });
  }
  const isError = status.runtimeStatus === 'Failed' && query.flag('returnInternalServerErrorOnFailure', false);
  return azureJson(payload, { status: isError ? 500 : 200 });
}

async function rawHistory(
  client: DurableClient,
  { instanceId, runtimeStatus }: DurableOrchestrationStatus,
  query: AzureQuery,
): Promise<RawHistoryRow[] | undefined> {
  if (runtimeStatus === 'Pending') return undefined;
  const options = { showInput: query.flag('showInput', true), showOutput: query.flag('showHistoryOutput', false) };
  const payloads = options.showInput || options.showOutput;
  const rows: RawHistoryRow[] = [];
  for (let after: number | null = -1; after !== null; ) {
    const page = await client.getHistory(instanceId, { after, limit: HISTORY_PAGE, payloads });
    rows.push(...toRawHistoryRows(page.events, options));
    after = page.nextSeq;
  }
  return rows;
}
