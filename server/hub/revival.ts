/** Brings instances back from the store: replays what lives, and says what keeps the others from running. */
import { isTerminal } from '@/contract/runtime-status';
import { Execution } from '../engine/execution';
import { NonDeterminismError } from '../engine/non-determinism-error';
import type { AnyOrchestrator } from '../engine/orchestrator';
import type { InstanceRecord } from '../engine/outcome';
import { remainsOf } from '../engine/remains';
import { replay } from '../engine/turn';
import { failingWith } from '../engine/version-mismatch';
import type { Registry } from '../registry';
import type { LoadedInstance } from '../store';
import type { HubContext } from './hub-context';
import { locate } from './mismatch';
import type { Blocked, Resident } from './residents';
import { runInRounds } from './rounds';
import { type Guarded, guardedOf } from './turn-guard';

/** The residents that the loaded instances become. A replay that fails blocks its instance and no other. */
export async function revive(
  loaded: Map<string, LoadedInstance>,
  hub: HubContext,
  isHeldBack: (instanceId: string) => boolean,
): Promise<Map<string, Resident>> {
  const residents = new Map<string, Resident>();
  const guarded = new Map<string, Guarded>();
  const replays = new Map<string, Generator<void, void, void>>();
  for (const [instanceId, { record, history }] of loaded) {
    const resident = isHeldBack(instanceId)
      ? heldBack({ record, history }, hub.suspects.poison)
      : reviveOne({ record, history }, hub.registry);
    residents.set(instanceId, resident);
    if (resident.state !== 'live' || history.length === 0) continue;
    replays.set(instanceId, replay(resident.execution, history));
    guarded.set(instanceId, { ...guardedOf(record), eventsReplayed: history.length });
  }
  for (const [instanceId, ended] of await runInRounds(replays, hub.guard.over(guarded))) {
    const found = loaded.get(instanceId);
    if (!ended.ok && found) residents.set(instanceId, blocked(found, await whyNot(found, ended.error, hub)));
  }
  return residents;
}

type Why = Pick<Blocked, 'problem' | 'missing' | 'failure'>;

/** What becomes of an instance that cannot go on in this process. */
export function blocked({ record, history }: LoadedInstance, why: Why): Blocked {
  return { state: 'blocked', record, remains: remainsOf(history), ...why };
}

function reviveOne(loaded: LoadedInstance, registry: Registry): Resident {
  const { record } = loaded;
  if (isTerminal(record.status)) return { state: 'ended', record, history: loaded.history };
  const { definition, missing } = registry.resolve(record.name, record.version);
  if (definition !== null) return live(definition, record);
  const { problem, failure } = missing;
  if (failure === null) return blocked(loaded, { problem, missing });
  return record.historyLength === 0 ? live(failingWith(failure), record) : blocked(loaded, { problem, failure });
}

function heldBack(loaded: LoadedInstance, problem: string): Resident {
  const { record } = loaded;
  return isTerminal(record.status) ? { state: 'ended', record } : blocked(loaded, { problem });
}

function live(definition: AnyOrchestrator, record: InstanceRecord): Resident {
  const execution = new Execution(definition, { ...record, problem: null }, { isNew: false, replaces: null });
  return { state: 'live', execution };
}

/** Why it cannot be brought back. */
async function whyNot(found: LoadedInstance, error: unknown, hub: HubContext): Promise<Why> {
  if (!(error instanceof NonDeterminismError))
    return { problem: error instanceof Error ? error.message : `The replay threw ${String(error)}.` };
  const { name, version } = found.record;
  const { definition } = hub.registry.resolve(name, version);
  const { message } = definition === null ? error : await locate({ found, definition, error }, hub);
  if (hub.options.onNonDeterminism === 'hold') return { problem: message };
  return { problem: message, failure: { errorType: error.name, message, isNonRetriable: true } };
}
