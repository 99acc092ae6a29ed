/** What clients read, from rows in memory. */
import { isTerminal, RUNTIME_STATUSES } from '@/contract/runtime-status';
import type { QueryStore } from '../query-store';
import { countsOf } from './counts-of';
import { entityQueries } from './entity-queries';
import { matches, toDetails, toEventView, toSummary } from './instance-views';
import type { MemoryDatabase } from './memory-database';

export function queries(database: MemoryDatabase): QueryStore {
  const find = (instanceId: string) => database.rowsFor(instanceId).instances.get(instanceId) ?? null;
  const history = (instanceId: string, generation = find(instanceId)?.generation ?? 0) =>
    database.rowsFor(instanceId).history(instanceId, generation);
  const matching = (query: Parameters<typeof matches>[1]) =>
    database.partitions
      .flatMap(({ instances }) => [...instances.values()])
      .filter((record) => matches(record, query))
      .reverse();
  return {
    getInstanceStatus: async (instanceId) => find(instanceId),
    getInstance: async (instanceId) => {
      const record = find(instanceId);
      return record === null ? null : toDetails(record, database.rowsFor(instanceId));
    },
    listInstances: async (query) => {
      const after = Number(query.cursor ?? 0);
      const found = query.order === 'oldest' ? matching(query).reverse() : matching(query);
      const next = after + query.limit < found.length ? String(after + query.limit) : null;
      const previous = after > 0 ? String(Math.max(0, after - query.limit)) : null;
      return { instances: found.slice(after, after + query.limit).map(toSummary), next, previous };
    },
    listStatuses: async (query, { showInput }) => {
      const after = Number(query.cursor ?? 0);
      const found = matching(query);
      const page = found
        .slice(after, after + query.limit)
        .map((record) => toDetails(record, database.rowsFor(record.instanceId)));
      return {
        instances: showInput ? page : page.map((details) => ({ ...details, input: null })),
        next: after + query.limit < found.length ? String(after + query.limit) : null,
      };
    },
    countInstances: async (filter) => {
      return countsOf(matching(filter));
    },
    listChildren: async (instanceId, limit) => matching({ parent: instanceId }).slice(0, limit).map(toSummary),
    listPurgeable: async ({ statuses = RUNTIME_STATUSES.filter(isTerminal), ...created }, limit) => {
      const found = matching({ ...created, status: [...statuses] }).reverse();
      return found.slice(0, limit).map(({ instanceId }) => instanceId);
    },
    listHistory: async (instanceId, { after, limit, payloads = false, generation }) => {
      if (find(instanceId) === null) return null;
      const whole = history(instanceId, generation);
      const events = whole.slice(after + 1, after + 1 + limit).map(toEventView);
      const isMore = whole.length > after + 1 + limit;
      const shown = payloads ? events : events.map(({ payload: _, ...event }) => event);
      return { events: shown, nextSeq: isMore ? after + limit : null };
    },
    getHistoryEvent: async (instanceId, seq, generation) => {
      const event = history(instanceId, generation)[seq];
      return event === undefined ? null : toEventView(event);
    },
    ...entityQueries(database),
  };
}
