/** Tells what a durable batch came to: for those who measure. */
import { type Batch, outcomesOf } from './batch';
import type { BatchFacts, HubEmitter } from './hub-signals';

/** `ms` is what it took, from its first turn to its commit. */
export function tell(batch: Batch, signals: HubEmitter, partitionId: number, ms: number): void {
  signals.emit('batch', factsOf(batch, partitionId, ms));
  if (signals.listenerCount('turns') === 0) return;
  const endedAt = Date.now();
  signals.emit('turns', { outcomes: outcomesOf(batch), startedAt: endedAt - ms, endedAt });
}

function factsOf(batch: Batch, partitionId: number, ms: number): BatchFacts {
  let messages = 0;
  for (const arrivals of batch.taken.values()) messages += arrivals.length;
  let started = 0;
  for (const { outcome } of batch.results.values()) if (outcome.isNew && outcome.replaces === null) started += 1;
  let entityOperations = 0;
  for (const { admitted } of batch.entities) entityOperations += admitted.length;
  return { partitionId, messages, turns: batch.results.size, started, entityOperations, ms };
}
