/** The history of one generation of an instance, as it leaves the hub: to be kept, and run against later code. */
import type { HistoryEvent } from './history';
import type { InstanceRecord } from './outcome';

/** JSON. Fields are only ever added. */
export type ExportedHistory = Pick<
  InstanceRecord,
  'instanceId' | 'executionId' | 'generation' | 'version' | 'status' | 'tags' | 'parent' | 'createdAt'
> & {
  format: 'perdure.history.1';
  /** The orchestrator's name. */
  orchestrator: string;
  events: HistoryEvent[];
};

/** Copies nothing: the result is to be written as JSON. */
export function exportHistory(record: InstanceRecord, events: HistoryEvent[]): ExportedHistory {
  const { instanceId, executionId, generation, version, status, tags, parent, createdAt } = record;
  return {
    format: 'perdure.history.1',
    orchestrator: record.name,
    ...{ version, instanceId, executionId, generation, status, tags, parent, createdAt },
    events,
  };
}

/** The instance's row, as far as its code can see it. */
export function recordOf(exported: ExportedHistory): InstanceRecord {
  const { instanceId, executionId, generation, version, status, tags, parent, createdAt, events } = exported;
  return {
    ...{ instanceId, executionId, generation, version, status, tags, parent, createdAt },
    name: exported.orchestrator,
    revision: 0,
    updatedAt: createdAt,
    completedAt: null,
    ...{ input: null, output: null, failure: null, customStatus: null, waitingOn: null, problem: null },
    historyLength: events.length,
  };
}
