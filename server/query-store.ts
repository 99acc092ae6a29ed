/** The port to reads: what clients and pages ask. It is its own file since nodes need none of it. */
import type { EntityDetails, EntityListQuery, EntityPage } from '@/contract/entity';
import type { FailureDetails } from '@/contract/failure-details';
import type { HistoryEventView, HistoryPage } from '@/contract/history-event';
import type {
  InstanceDetails,
  InstanceListQuery,
  InstancePage,
  InstanceSummary,
  StatusCounts,
} from '@/contract/instance';
import type { InstanceFilter } from '@/contract/instance-filter';
import type { RuntimeStatus, TerminalStatus } from '@/contract/runtime-status';
import type { Payload } from './engine/history';

export type InstanceStatus = {
  status: RuntimeStatus;
  generation: number;
  output: Payload;
  failure: FailureDetails | null;
};

/** Instances that have ended with one of the statuses, with any where none is given. Times are ISO 8601. */
export type PurgeFilter = {
  statuses?: readonly TerminalStatus[] | undefined;
  /** Created at this time or later. */
  createdFrom?: string | undefined;
  /** Created before this time. */
  createdTo?: string | undefined;
};

/** What is to be said of an instance to whoever started it. */
export type InstanceWithPayloads = Pick<
  InstanceDetails,
  'instanceId' | 'name' | 'status' | 'createdAt' | 'updatedAt' | 'input' | 'output' | 'customStatus' | 'failure'
>;

export type StatusPage = { instances: InstanceWithPayloads[]; next: string | null };

/** Reads for clients and pages. They never pass through the owner. */
export interface QueryStore {
  getInstanceStatus(instanceId: string): Promise<InstanceStatus | null>;
  getInstance(instanceId: string): Promise<InstanceDetails | null>;
  /** `invalid-cursor`: the query's cursor is none that a page gave. */
  listInstances(query: InstanceListQuery): Promise<InstancePage | 'invalid-cursor'>;
  /** The same instances in the same order with their payloads, without inputs where `showInput` is false. */
  listStatuses(query: InstanceListQuery, options: { showInput: boolean }): Promise<StatusPage | 'invalid-cursor'>;
  /** Each count ends at `cap`, by default one that lists can use. */
  countInstances(filter: InstanceFilter, cap?: number): Promise<StatusCounts>;
  /** The sub-orchestrations of an instance, of all its generations, the newest first. */
  listChildren(instanceId: string, limit: number): Promise<InstanceSummary[]>;
  /** The ids of instances that have ended, the oldest first. */
  listPurgeable(filter: PurgeFilter, limit: number): Promise<string[]>;
  /**
   * Events after `after`, without payloads unless asked for, of the current generation unless another is named. Null: no
   * such instance.
   */
  listHistory(
    instanceId: string,
    page: { after: number; limit: number; payloads?: boolean | undefined; generation?: number | undefined },
  ): Promise<HistoryPage | null>;
  getHistoryEvent(instanceId: string, seq: number, generation?: number): Promise<HistoryEventView | null>;
  getEntity(instanceId: string): Promise<EntityDetails | null>;
  /** Without states unless asked for. `invalid-cursor`: the query's cursor is none that a page gave. */
  listEntities(query: EntityListQuery, options?: { states?: boolean }): Promise<EntityPage | 'invalid-cursor'>;
}
