/** The control queue, the outbox and the timers, in memory. */
import { isTerminal } from '@/contract/runtime-status';
import type { HubStore, OutgoingStart, QueuedMessage, StartResult } from '../store';
import type { TransactionStore } from '../transaction-store';
import { copyOf, type MemoryRows } from './memory-rows';

/** Transactions are the caller's: here they are taken to commit at once. */
type QueueVerbs = TransactionStore &
  Pick<
    HubStore,
    | 'fetchMessages'
    | 'fetchTimers'
    | 'enqueue'
    | 'enqueueStarts'
    | 'outboxMessages'
    | 'receiveMessages'
    | 'deleteOutboxMessages'
  >;

export function queueVerbs(rows: MemoryRows, now: () => number): QueueVerbs {
  let received = -1;
  return {
    fetchMessages: (_partitionId, known, limit) => Promise.resolve(fetch(rows, now(), { known, limit })),
    fetchTimers: () => Promise.resolve(copyOf(rows.timers.all()).sort((one, other) => one.fireAt - other.fireAt)),
    enqueue: (_partitionId, messages) => {
      for (const message of messages) rows.enqueue(message);
      return Promise.resolve();
    },
    enqueueStarts: (_partitionId, starts) => Promise.resolve(starts.map((start) => enqueueStart(rows, start))),
    startWithin: (_transaction, _partitionId, start) => Promise.resolve(enqueueStart(rows, start)),
    sendWithin: (_transaction, _partitionId, message) => {
      const known = rows.instances.get(message.instanceId);
      if (known !== undefined && !isTerminal(known.status)) rows.enqueue(message);
      return Promise.resolve(known?.status ?? null);
    },
    outboxMessages: () => Promise.resolve(copyOf([...rows.outbox.values()])),
    receiveMessages: (_partitionId, _from, messages) => {
      const fresh = messages.filter(({ position }) => position > received);
      received = Math.max(received, ...fresh.map(({ position }) => position));
      const queued = fresh.map(({ instanceId, message, visibleAt }) =>
        rows.enqueue({ instanceId, message, visibleAt }),
      );
      return Promise.resolve(copyOf(queued.filter(({ visibleAt = now() }) => visibleAt <= now())));
    },
    deleteOutboxMessages: (_partitionId, positions) => {
      for (const position of positions) rows.outbox.delete(position);
      return Promise.resolve();
    },
  };
}

function fetch(rows: MemoryRows, now: number, { known, limit }: { known: number[]; limit: number }) {
  const skipped = new Set(known);
  const messages: QueuedMessage[] = [];
  let nextVisibleAt: number | null = null;
  for (const row of rows.queue.values()) {
    const { visibleAt = now } = row;
    if (visibleAt > now) nextVisibleAt = Math.min(visibleAt, nextVisibleAt ?? visibleAt);
    else if (!skipped.has(row.messageId) && messages.length < limit) messages.push(copyOf(row));
  }
  return { messages, nextVisibleAt };
}

function enqueueStart(rows: MemoryRows, { instanceId, start }: OutgoingStart): StartResult {
  const known = rows.instances.get(instanceId);
  if (known !== undefined && !isTerminal(known.status) && start.onConflict !== 'replace') {
    return start.onConflict === 'return-existing' ? 'exists' : 'conflict';
  }
  rows.enqueue({ instanceId, message: { type: 'start', start } });
  return 'started';
}
