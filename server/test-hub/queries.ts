/** What clients read, from rows in memory. */
import { RUNTIME_STATUSES } from '@/contract/runtime-status';
import type { QueryStore } from '../store';
import { matches, toDetails, toEventView, toSummary } from './instance-views';
import type { MemoryRows } from './memory-rows';

export function queries(rows: MemoryRows): QueryStore {
  const find = (instanceId: string) => rows.instances.get(instanceId) ?? null;
  const history = (instanceId: string) => rows.history(instanceId, find(instanceId)?.generation ?? 0);
  const matching = (query: Parameters<typeof matches>[1]) =>
    [...rows.instances.values()].filter((record) => matches(record, query)).reverse();
  return {
    getInstanceStatus: async (instanceId) => find(instanceId),
    getInstance: async (instanceId) => {
      const record = find(instanceId);
      return record === null ? null : toDetails(record, rows);
    },
    listInstances: async (query) => {
      const after = Number(query.cursor ?? 0);
      const found = matching(query);
      const next = after + query.limit < found.length ? String(after + query.limit) : null;
      const previous = after > 0 ? String(Math.max(0, after - query.limit)) : null;
      return { instances: found.slice(after, after + query.limit).map(toSummary), next, previous };
    },
    countInstances: async (filter) => {
      const found = matching(filter);
      const count = (status: string) => found.filter((record) => record.status === status).length;
      return {
        cap: found.length + 1,
        counts: Object.fromEntries(RUNTIME_STATUSES.map((status) => [status, count(status)])),
      };
    },
    listHistory: async (instanceId, { after, limit, payloads = false }) => {
      if (find(instanceId) === null) return null;
      const events = history(instanceId)
        .slice(after + 1, after + 1 + limit)
        .map(toEventView);
      const isMore = history(instanceId).length > after + 1 + limit;
      const shown = payloads ? events : events.map(({ payload: _, ...event }) => event);
      return { events: shown, nextSeq: isMore ? after + limit : null };
    },
    getHistoryEvent: async (instanceId, seq) => {
      const event = history(instanceId)[seq];
      return event === undefined ? null : toEventView(event);
    },
  };
}
