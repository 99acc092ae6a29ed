import { type ExportedHistory, exportHistory } from '../engine/exported-history';
import { partitionOf } from '../partition-of';
import type { HubStore } from '../store';
import { ClientError } from './client-error';

export type HistorySource = Pick<HubStore, 'partitionCount' | 'loadInstances'>;

/** The history of the instance's present generation. Rejects with `instance-not-found`. */
export async function exportHistoryOf(store: HistorySource, instanceId: string): Promise<ExportedHistory> {
  const partitionId = partitionOf(instanceId, store.partitionCount);
  const loaded = (await store.loadInstances(partitionId, [instanceId], { endedToo: true })).get(instanceId);
  if (loaded === undefined) throw new ClientError('instance-not-found', `There is no instance '${instanceId}'.`);
  return exportHistory(loaded.record, loaded.history);
}
