import type { RuntimeStatus } from '@/contract/runtime-status';
import type { InstanceWithPayloads } from '../../query-store';
import { orchestratorFailed } from './failure-text';
import type { HistoryRow } from './history-rows';
import { storedValue } from './stored-value';

/** An instance in the words of Azure's durable client. Values are null where there is none, or none was asked for. */
export type DurableOrchestrationStatus<Output = unknown> = {
  name: string;
  instanceId: string;
  createdTime: Date;
  lastUpdatedTime: Date;
  input: unknown;
  customStatus: unknown;
  /** There where it was asked for. */
  history?: HistoryRow[];
  /** The same under the name that it has over HTTP. */
  historyEvents?: HistoryRow[];
} & (
  | { runtimeStatus: 'Completed'; output: Output }
  /** The output is the message of a failure, or the reason of a termination. */
  | { runtimeStatus: Exclude<RuntimeStatus, 'Completed'>; output: unknown }
);

export type StatusOptions = {
  /** True by default. */
  showInput?: boolean | undefined;
  showHistory?: boolean | undefined;
  /** Puts results into the history. */
  showHistoryOutput?: boolean | undefined;
};

/** The status that a row tells. */
export function toOrchestrationStatus<Output>(
  row: InstanceWithPayloads,
  { showInput = true }: Pick<StatusOptions, 'showInput'> = {},
  history?: HistoryRow[],
): DurableOrchestrationStatus<Output> {
  return {
    name: row.name,
    instanceId: row.instanceId,
    runtimeStatus: row.status,
    input: showInput ? storedValue(row.input) : null,
    customStatus: storedValue(row.customStatus),
    output: (row.failure === null ? storedValue(row.output) : orchestratorFailed(row.name, row.failure)) as Output,
    createdTime: new Date(row.createdAt),
    lastUpdatedTime: new Date(row.updatedAt),
    ...(history !== undefined && { history, historyEvents: history }),
  };
}
