/** The control queue, the outbox and the timers, in memory. */
import type { FetchedMessages, HubStore, OutboxMessage, QueuedMessage } from '../store';
import type { MemoryDatabase } from './memory-database';
import { copyOf, type MemoryRows, type QueueRow } from './memory-rows';

type QueueVerbs = Pick<
  HubStore,
  | 'fetchMessages'
  | 'fetchTimers'
  | 'enqueue'
  | 'outboxMessages'
  | 'receiveMessages'
  | 'deleteOutboxMessages'
  | 'lastBatchIds'
>;

export function queueVerbs(database: MemoryDatabase): QueueVerbs {
  const { now } = database;
  return {
    fetchMessages: async (partitionId, known, limit) =>
      fetchMessages(database.rows(partitionId), now(), { known, limit }),
    fetchTimers: async (partitionId, horizonMs) => {
      const due = database
        .rows(partitionId)
        .timers.all()
        .filter(({ fireAt }) => fireAt <= now() + horizonMs);
      return copyOf(due).sort((one, other) => one.fireAt - other.fireAt);
    },
    enqueue: async (partitionId, messages) => {
      for (const message of messages) database.rows(partitionId).enqueue(message);
    },
    outboxMessages: async (partitionId) =>
      copyOf([...database.rows(partitionId).outbox.values()]).sort((one, other) => one.position - other.position),
    receiveMessages: async (partitionId, from, messages) => receive(database.rows(partitionId), now(), from, messages),
    deleteOutboxMessages: async (partitionId, positions) => {
      for (const position of positions) database.rows(partitionId).outbox.delete(position);
    },
    lastBatchIds: async (partitionId) => new Set(database.rows(partitionId).batchIds.values()),
  };
}

function toQueued({ messageId, instanceId, message }: QueueRow): QueuedMessage {
  return copyOf({ messageId, instanceId, message });
}

function fetchMessages(rows: MemoryRows, now: number, wanted: { known: number[]; limit: number }): FetchedMessages {
  const known = new Set(wanted.known);
  const visible: QueueRow[] = [];
  let nextVisibleAt: number | null = null;
  for (const row of rows.queue.values()) {
    const { visibleAt = now } = row;
    if (visibleAt > now) nextVisibleAt = Math.min(visibleAt, nextVisibleAt ?? visibleAt);
    else if (!known.has(row.messageId)) visible.push(row);
  }
  visible.sort((one, other) => one.messageId - other.messageId);
  return { messages: visible.slice(0, wanted.limit).map(toQueued), nextVisibleAt };
}

function receive(rows: MemoryRows, now: number, from: number, messages: OutboxMessage[]): QueuedMessage[] {
  const mark = rows.received.get(from) ?? -1;
  const fresh = messages.filter(({ position }) => position > mark);
  rows.received.set(from, Math.max(mark, messages.at(-1)?.position ?? mark));
  const queued = fresh.map(({ instanceId, message, visibleAt }) =>
    rows.enqueue({ instanceId, message, ...(visibleAt === undefined ? {} : { visibleAt }) }),
  );
  return queued.filter(({ visibleAt = now }) => visibleAt <= now).map(toQueued);
}
