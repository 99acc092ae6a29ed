import type { HistoryRow } from '../../client/status/history-rows';
import type { DurableOrchestrationStatus } from '../../client/status/orchestration-status';
import type { RawHistoryRow } from '../../client/status/raw-history-rows';
import { toSeconds } from './azure-time';

/** A status as the extension writes it. `historyEvents` is there only where it is given. */
export function statusPayload(
  status: DurableOrchestrationStatus,
  historyEvents: readonly (HistoryRow | RawHistoryRow)[] | undefined = status.historyEvents,
) {
  return {
    name: status.name,
    instanceId: status.instanceId,
    runtimeStatus: status.runtimeStatus,
    input: status.input,
    customStatus: status.customStatus,
    output: status.output,
    createdTime: toSeconds(status.createdTime),
    lastUpdatedTime: toSeconds(status.lastUpdatedTime),
    historyEvents,
  };
}
