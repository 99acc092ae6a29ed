/** Brings instances back from the store: replays what lives, and says what keeps the others from running. */
import { isTerminal } from '@/contract/runtime-status';
import { Execution } from '../engine/execution';
import type { AnyOrchestrator } from '../engine/orchestrator';
import type { InstanceRecord } from '../engine/outcome';
import { remainsOf } from '../engine/remains';
import { replay } from '../engine/turn';
import { failingWith } from '../engine/version-mismatch';
import type { Registry } from '../registry';
import type { LoadedInstance } from '../store';
import type { HubContext } from './hub-context';
import type { Blocked, Resident } from './residents';
import { runInRounds } from './rounds';
import { POISON } from './suspects';
import { type Guarded, guardedOf } from './turn-guard';

/** The residents that the loaded instances become. A replay that fails blocks its instance and no other. */
export async function revive(
  loaded: Map<string, LoadedInstance>,
  { registry, guard }: Pick<HubContext, 'registry' | 'guard'>,
  isHeldBack: (instanceId: string) => boolean,
): Promise<Map<string, Resident>> {
  const residents = new Map<string, Resident>();
  const guarded = new Map<string, Guarded>();
  const replays = new Map<string, Generator<void, void, void>>();
  for (const [instanceId, { record, history }] of loaded) {
    const resident = isHeldBack(instanceId) ? heldBack({ record, history }) : reviveOne({ record, history }, registry);
    residents.set(instanceId, resident);
    if (resident.state !== 'live' || history.length === 0) continue;
    replays.set(instanceId, replay(resident.execution, history));
    guarded.set(instanceId, { ...guardedOf(record), eventsReplayed: history.length });
  }
  for (const [instanceId, ended] of await runInRounds(replays, guard.over(guarded))) {
    const found = loaded.get(instanceId);
    if (!ended.ok && found) residents.set(instanceId, blocked(found, { problem: problemOf(ended.error) }));
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
  if (isTerminal(record.status)) return { state: 'ended', record };
  const { definition, missing } = registry.resolve(record.name, record.version);
  if (definition !== null) return live(definition, record);
  const { problem, failure } = missing;
  if (failure === null) return blocked(loaded, { problem, missing });
  return record.historyLength === 0 ? live(failingWith(failure), record) : blocked(loaded, { problem, failure });
}

function heldBack(loaded: LoadedInstance): Resident {
  const { record } = loaded;
  return isTerminal(record.status) ? { state: 'ended', record } : blocked(loaded, { problem: POISON });
}

function live(definition: AnyOrchestrator, record: InstanceRecord): Resident {
  const execution = new Execution(definition, { ...record, problem: null }, { isNew: false, replaces: null });
  return { state: 'live', execution };
}

function problemOf(error: unknown): string {
  return error instanceof Error ? error.message : `The replay threw ${String(error)}.`;
}
