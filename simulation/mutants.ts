/** Hubs that lack one guard each. The simulation must find every one of them. */
import { Residents } from '../server/hub/residents';
import type { MemoryDatabase } from '../server/test-hub/memory-database';
import type { Sabotage } from './world';

type Mutated = { sabotage: Sabotage; undo: () => void };

export type Mutant = { name: string; mutate: () => Mutated };

const nothing = () => {};

const byStore = (sabotage: Sabotage) => () => ({ sabotage, undo: nothing });

function leaseOf(database: MemoryDatabase, partitionId: number) {
  const { epoch, leaseId } = database.rows(partitionId);
  return { partitionId, epoch, leaseId: leaseId ?? '' };
}

export const MUTANTS: Mutant[] = [
  {
    name: 'a checkpoint writes under any lease',
    mutate: byStore((store, database) => ({
      ...store,
      checkpoint: (checkpoint) =>
        store.checkpoint({ ...checkpoint, lease: leaseOf(database, checkpoint.lease.partitionId) }),
    })),
  },
  {
    name: 'memory is kept after a checkpoint that failed',
    mutate: () => {
      const { clear } = Residents.prototype;
      Residents.prototype.clear = nothing;
      return {
        sabotage: (store) => store,
        undo: () => {
          Residents.prototype.clear = clear;
        },
      };
    },
  },
  {
    name: 'messages that are gone count as used up',
    mutate: byStore((store, database) => ({
      ...store,
      checkpoint: (checkpoint) => {
        const rows = database.rows(checkpoint.lease.partitionId);
        const messageIds = checkpoint.messageIds.filter((id) => rows.queue.has(id));
        return store.checkpoint({ ...checkpoint, messageIds, lease: leaseOf(database, rows.partitionId) });
      },
    })),
  },
  {
    name: 'messages between partitions are received as often as they are sent',
    mutate: byStore((store, database) => ({
      ...store,
      receiveMessages: (partitionId, from, messages) => {
        database.rows(partitionId).received.delete(from);
        return store.receiveMessages(partitionId, from, messages);
      },
    })),
  },
];
