/** Starts of instances in memory, as the control queue takes them. */
import { isTerminal } from '@/contract/runtime-status';
import type { StartFacts } from '../engine/history';
import type { InstanceRecord } from '../engine/outcome';
import type { HubStore, OutgoingStart, StartResult } from '../store';
import type { TransactionStore } from '../transaction-store';
import type { MemoryDatabase } from './memory-database';
import { copyOf, type MemoryRows } from './memory-rows';

/** Transactions are the caller's: here they are taken to commit at once. */
export function startVerbs(database: MemoryDatabase): Pick<HubStore, 'enqueueStarts'> & TransactionStore {
  return {
    startWithin: async (_transaction, partitionId, start) =>
      enqueueStarts(database.rows(partitionId), [start])[0] ?? 'conflict',
    sendWithin: async (_transaction, partitionId, message) => {
      const rows = database.rows(partitionId);
      const known = rows.instances.get(message.instanceId);
      if (known !== undefined && !isTerminal(known.status)) rows.enqueue(message);
      return known?.status ?? null;
    },
    enqueueStarts: async (partitionId, starts) => enqueueStarts(database.rows(partitionId), starts),
  };
}

/** Of starts with the same new id, the first counts. */
function enqueueStarts(rows: MemoryRows, starts: OutgoingStart[]): StartResult[] {
  const seen = new Set<string>();
  return starts.map(({ instanceId, start }) => {
    const isFirst = !seen.has(instanceId);
    seen.add(instanceId);
    const mayBegin = isFirst && isFree(rows, instanceId);
    if (isFirst && !rows.instances.has(instanceId)) rows.instances.set(instanceId, pendingRecord(instanceId, start));
    if (!mayBegin && start.onConflict !== 'replace') {
      return start.onConflict === 'return-existing' ? 'exists' : 'conflict';
    }
    rows.enqueue({ instanceId, message: { type: 'start', start } });
    return 'started';
  });
}

function isFree({ instances }: MemoryRows, instanceId: string): boolean {
  const known = instances.get(instanceId);
  return known === undefined || isTerminal(known.status);
}

function pendingRecord(instanceId: string, start: StartFacts): InstanceRecord {
  const { executionId, name, version, createdAt, input, tags, parent } = start;
  return copyOf({
    ...{ instanceId, executionId, name, version: version ?? null, input, tags, parent },
    ...{ generation: 0, revision: 0, status: 'Pending', createdAt, updatedAt: createdAt, completedAt: null },
    ...{ output: null, failure: null, customStatus: null, waitingOn: null, problem: null, historyLength: 0 },
  });
}
