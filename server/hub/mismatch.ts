/** Says where code and history part: which call history has, and which one the code makes instead. */
import { Execution } from '../engine/execution';
import { NonDeterminismError } from '../engine/non-determinism-error';
import type { AnyOrchestrator } from '../engine/orchestrator';
import { replay } from '../engine/turn';
import type { LoadedInstance } from '../store';
import type { HubContext } from './hub-context';
import { runInRounds } from './rounds';
import { guardedOf } from './turn-guard';

type Mismatch = { found: LoadedInstance; definition: AnyOrchestrator; error: NonDeterminismError };

/** The error with both call sites, as far as they can be known. */
export async function locate({ found, definition, error }: Mismatch, hub: HubContext): Promise<NonDeterminismError> {
  const traced = await tracedReplay(found, definition, hub);
  const actual = traced?.callSites.actual;
  const callSites = {
    expected: await storedCallSite(found, error, hub),
    actual: actual === undefined ? undefined : hub.resolveCallSite(actual),
  };
  return new NonDeterminismError(error.expected, error.actual, callSites);
}

/** Replays it once more, now looking where each call is made. */
async function tracedReplay(
  { record, history }: LoadedInstance,
  definition: AnyOrchestrator,
  { guard }: HubContext,
): Promise<NonDeterminismError | null> {
  const execution = new Execution(definition, { ...record }, { isNew: false, replaces: null });
  execution.generation.trace();
  const guarded = { ...guardedOf(record), eventsReplayed: history.length };
  const ended = await runInRounds(new Map([['', replay(execution, history)]]), guard.over(new Map([['', guarded]])));
  const result = ended.get('');
  return result?.ok === false && result.error instanceof NonDeterminismError ? result.error : null;
}

async function storedCallSite(
  { record: { instanceId, generation } }: LoadedInstance,
  { expected }: NonDeterminismError,
  { store, log }: HubContext,
): Promise<string | undefined> {
  if (expected === null) return undefined;
  try {
    const event = await store.getHistoryEvent(instanceId, expected.seq, generation);
    return event?.callSite ?? undefined;
  } catch (error) {
    log.warn({ instanceId, err: error }, 'a call site could not be read');
    return undefined;
  }
}
