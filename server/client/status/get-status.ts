import type { HistoryEventView } from '@/contract/history-event';
import type { QueryStore } from '../../query-store';
import { ClientError } from '../client-error';
import { toHistoryRows } from './history-rows';
import { type DurableOrchestrationStatus, type StatusOptions, toOrchestrationStatus } from './orchestration-status';

const HISTORY_PAGE = 1_000;

/** An instance's status, with its history where that is asked for and it has begun. Rejects with `instance-not-found`. */
export async function getStatus<Output>(
  store: QueryStore,
  instanceId: string,
  { showInput = true, showHistory = false, showHistoryOutput = false }: StatusOptions,
): Promise<DurableOrchestrationStatus<Output>> {
  const instance = await store.getInstance(instanceId);
  if (instance === null) throw new ClientError('instance-not-found', `There is no instance '${instanceId}'.`);
  if (!showHistory || instance.status === 'Pending') return toOrchestrationStatus(instance, { showInput });
  const events = await wholeHistory(store, instanceId, showInput || showHistoryOutput);
  return toOrchestrationStatus(
    instance,
    { showInput },
    toHistoryRows(events, { showInput, showOutput: showHistoryOutput }),
  );
}

/** All events of the current generation, read page by page. */
async function wholeHistory(
  store: Pick<QueryStore, 'listHistory'>,
  instanceId: string,
  payloads: boolean,
): Promise<HistoryEventView[]> {
  const events: HistoryEventView[] = [];
  for (let after: number | null | undefined = -1; typeof after === 'number'; ) {
    const page = await store.listHistory(instanceId, { after, limit: HISTORY_PAGE, payloads });
    events.push(...(page?.events ?? []));
    after = page?.nextSeq;
  }
  return events;
}
