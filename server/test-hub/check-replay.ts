/**
 * Runs every turn of a checkpoint once more, from history alone, before it is written.
 *
 * R1. Fresh code that is told what came in does what the turn did, to the letter: in production it may be another process
 *     that goes on, and it knows nothing but history.
 */
import type { HistoryFact } from '../engine/history';
import { NonDeterminismError } from '../engine/non-determinism-error';
import type { AnyOrchestrator } from '../engine/orchestrator';
import type { Outcome } from '../engine/outcome';
import { agreesToTheLetter } from '../engine/recorder';
import type { Registry } from '../registry';
import type { Checkpoint } from '../store';
import { copyOf, type MemoryRows } from './memory-rows';
import { replayEvents } from './replay-events';

export class ReplayDifference extends Error {
  override name = 'ReplayDifference';
}

/** Rejects with a `ReplayDifference` where a turn and its replay differ. */
export async function checkReplay({ turned }: Checkpoint, rows: MemoryRows, registry: Registry): Promise<void> {
  for (const { outcome } of turned) {
    const { definition } = registry.resolve(outcome.record.name, outcome.record.version);
    if (definition === null || outcome.events.length === 0) continue;
    const difference = await differenceOf(definition, outcome, rows);
    if (difference !== null) throw new ReplayDifference(describe(outcome, difference), { cause: difference });
  }
}

async function differenceOf(definition: AnyOrchestrator, outcome: Outcome, rows: MemoryRows): Promise<Error | null> {
  const before = rows.history(outcome.record.instanceId, outcome.generation);
  const events = copyOf([...before, ...outcome.events]);
  try {
    const [beyond] = await replayEvents(definition, copyOf(outcome.record), { events, agrees: agreesToTheLetter });
    return beyond === undefined ? null : new NonDeterminismError(null, beyond);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function describe({ record, events }: Outcome, difference: Error): string {
  return [
    `Instance '${record.instanceId}' (${record.name}): turn ${events.at(-1)?.turn} goes another way when it is run again from its history.`,
    difference.message,
    ...payloadsOf(difference),
    'Something besides its input, its context and its own variables decides what the orchestrator does.',
  ].join(' ');
}

function payloadsOf(difference: Error): string[] {
  if (!(difference instanceof NonDeterminismError)) return [];
  const [before, now] = [payloadOf(difference.expected), payloadOf(difference.actual)];
  return before === now ? [] : [`The first time it gave ${before}, the second time ${now}.`];
}

function payloadOf(fact: HistoryFact | null): string {
  return fact !== null && 'payload' in fact && fact.payload !== null ? fact.payload : 'nothing';
}
