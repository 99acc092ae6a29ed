/**
 * One batch of one partition: from arrivals to a checkpoint, and what follows from its being durable.
 *
 * B1. Nothing of a batch is seen outside, and no activity of it runs, before its checkpoint is committed.
 */

import { randomUUID } from 'node:crypto';
import type { LogLine, Outcome, TurnResult } from '../engine/outcome';
import type { Admission } from './admission';
import type { AnyArrival } from './arrival';
import type { EntityAdmission } from './entity-admission';
import { entityOutcomesOf } from './entity-batch';
import { grewLong } from './history-limit';

export type Batch = {
  batchId: string;
  taken: Map<string, AnyArrival[]>;
  /** The row with the start of an instance that could not begin yet. */
  parkedStarts: (instanceId: string) => readonly number[];
  admissions: Admission[];
  results: Map<Admission, TurnResult>;
  entities: EntityAdmission[];
  /** Instances that were held back and are not any more: they ended, went or were replaced. */
  acquitted: string[];
};

export function newBatch(taken: Map<string, AnyArrival[]>, parkedStarts: Batch['parkedStarts']): Batch {
  return {
    batchId: randomUUID(),
    taken,
    parkedStarts,
    admissions: [],
    results: new Map(),
    entities: [],
    acquitted: [],
  };
}

/** The instances and entities that may be there already. */
export function knownOf({ taken }: Batch): string[] {
  const known: string[] = [];
  for (const [instanceId, arrivals] of taken) if (!isBrandNew(arrivals)) known.push(instanceId);
  return known;
}

/** A start under a random id of ours meets nobody; if it did, the checkpoint would find out. */
export function isBrandNew([first]: readonly AnyArrival[]): boolean {
  return first?.source.from === 'client' && first.message.type === 'start' && first.message.start.hasFreshId === true;
}

export function outcomesOf(batch: Batch): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const { outcome } of batch.results.values()) outcomes.push(outcome);
  return outcomes;
}

/** Arrivals that have to wait. */
export function parkedOf({ admissions, entities }: Batch): AnyArrival[] {
  const parked: AnyArrival[] = [];
  for (const admission of admissions) if (admission.parked.length > 0) parked.push(...admission.parked);
  for (const admission of entities) parked.push(...admission.parked);
  return parked;
}

/** The instances that went for good. */
export function purgedBy({ admissions }: Batch): string[] {
  return admissions.flatMap(({ instanceId, purge }) => (purge === null ? [] : [instanceId]));
}

/** The instances and entities whose rows the batch wrote. */
export function changedBy(batch: Batch): string[] {
  const written = [...outcomesOf(batch), ...entityOutcomesOf(batch.entities)];
  return [...written.map(({ record }) => record.instanceId), ...purgedBy(batch)];
}

/** The lines that the turns wrote, each with what it is about. */
export function logLinesOf(batch: Batch): (LogLine & { about: object })[] {
  const lines: (LogLine & { about: object })[] = [];
  for (const outcome of outcomesOf(batch)) {
    const { instanceId, executionId, generation, name } = outcome.record;
    for (const line of outcome.logs)
      lines.push({ ...line, about: { instanceId, executionId, generation, function: name } });
    if (grewLong(outcome)) lines.push(longHistory(outcome));
  }
  for (const { logs, record } of entityOutcomesOf(batch.entities)) {
    for (const line of logs) lines.push({ ...line, about: { instanceId: record.instanceId } });
  }
  return lines;
}

function longHistory({ record: { instanceId, historyLength } }: Outcome): LogLine & { about: object } {
  const message = 'the history grows long: loops continue as new';
  return { level: 'warn', message, facts: { historyLength }, about: { instanceId } };
}
