import type { InstanceDetails } from '@/contract/instance';
import { toSeconds } from './azure-time';
import type { HistoryRow } from './history-rows';
import { storedValue } from './stored-value';

/** An instance in the extension's words. `historyEvents` is there only where it is given. */
export function statusPayload(instance: InstanceDetails, showInput: boolean, historyEvents?: HistoryRow[]) {
  return {
    name: instance.name,
    instanceId: instance.instanceId,
    runtimeStatus: instance.status,
    input: showInput ? storedValue(instance.input) : null,
    customStatus: storedValue(instance.customStatus),
    output: instance.failure?.message ?? storedValue(instance.output),
    createdTime: toSeconds(instance.createdAt),
    lastUpdatedTime: toSeconds(instance.updatedAt),
    historyEvents,
  };
}
