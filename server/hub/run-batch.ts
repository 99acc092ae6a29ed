/** Runs the turns of a batch: meets what the arrivals are for, in memory or in the store, and lets each take them in. */
import { isEntityInstanceId } from '../engine/entity-id';
import type { TurnResult } from '../engine/outcome';
import { runTurn } from '../engine/turn';
import type { LoadedInstance } from '../store';
import type { Admission } from './admission';
import { admit, type Surroundings } from './admit';
import { type AnyArrival, type Arrival, isForInstance } from './arrival';
import { type Batch, isBrandNew } from './batch';
import { type BrokenTurn, holdBack } from './broken-turns';
import { runEntityTurns } from './entity-batch';
import { historyTooLong } from './history-limit';
import type { HubContext } from './hub-context';
import { endingBy, parentsOfPurged } from './purge';
import type { Resident, Residents } from './residents';
import { revive } from './revival';
import { runInRounds } from './rounds';
import { type Guarded, guardedOf } from './turn-guard';

/** Loads what is not in memory, and runs a turn of every instance and entity that has something to take in. */
export async function runTurns(
  batch: Batch,
  hub: HubContext,
  residents: Residents,
  partitionId: number,
): Promise<void> {
  const forInstances = new Map<string, Arrival[]>();
  const forEntities = new Map<string, AnyArrival[]>();
  for (const [id, arrivals] of batch.taken) {
    if (isEntityInstanceId(id)) forEntities.set(id, arrivals);
    else forInstances.set(id, arrivals.every(isForInstance) ? arrivals : arrivals.filter(isForInstance));
  }
  [batch.entities] = await Promise.all([
    runEntityTurns(forEntities, hub, residents, partitionId),
    runInstanceTurns(batch, forInstances, { hub, residents, partitionId }),
  ]);
}

type Place = { hub: HubContext; residents: Residents; partitionId: number };

async function runInstanceTurns(batch: Batch, taken: ReadonlyMap<string, Arrival[]>, place: Place): Promise<void> {
  const { hub } = place;
  const met = await meet(taken, place);
  const surroundings = await lookAround(taken, hub);
  for (const [id, arrivals] of taken) batch.admissions.push(admit(id, arrivals, met.get(id), surroundings));
  const runnable = batch.admissions.filter(({ execution }) => execution !== null);
  await hub.orchestratorSlots.within(runnable, (admissions) => runAll(batch, admissions, place));
}

async function runAll(batch: Batch, admissions: readonly Admission[], place: Place): Promise<void> {
  const { hub } = place;
  const at = hub.clock.now();
  const guarded = new Map<Admission, Guarded>();
  const turns = new Map<Admission, Generator<void, TurnResult, void>>();
  for (const admission of admissions) {
    const { execution, admitted, blocked, replacements } = admission;
    if (execution === null) continue;
    guarded.set(admission, guardedOf(execution.record));
    const messages = admitted.map(({ message }) => (message.type === 'purge' ? endingBy(message) : message));
    const failure = blocked?.failure ?? historyTooLong(execution.record);
    const input = { messages, at, deployment: hub.deployment, failure, replacements };
    turns.set(admission, runTurn(execution, input));
  }
  const broken: BrokenTurn[] = [];
  for (const [admission, ended] of await runInRounds(turns, hub.guard.over(guarded))) {
    if (ended.ok) batch.results.set(admission, ended.value);
    else broken.push({ admission, error: ended.error });
  }
  if (broken.length > 0) await holdBack(broken, place);
}

/** What is known of each instance, in memory or in the store. */
async function meet(taken: ReadonlyMap<string, Arrival[]>, { hub, residents, partitionId }: Place) {
  const met = new Map<string, Resident | undefined>();
  const unknown: string[] = [];
  let endedToo = false;
  for (const [instanceId, arrivals] of taken) {
    const resident = residents.get(instanceId);
    const isToRewind = arrivals[0]?.message.type === 'rewind';
    endedToo ||= isToRewind;
    if (resident !== undefined && !(isToRewind && resident.state === 'ended')) met.set(instanceId, resident);
    else if (!isBrandNew(arrivals)) unknown.push(instanceId);
  }
  if (unknown.length === 0) return met;
  const isHeldBack = (instanceId: string) => hub.suspects.isHeldBack(partitionId, instanceId);
  const loaded = await hub.store.loadInstances(partitionId, unknown, { endedToo });
  const revived = await revive(loaded, hub, isHeldBack);
  for (const [instanceId, resident] of revived) met.set(instanceId, resident);
  hub.signals.emit('loaded', { instances: loaded.size, events: eventCount(loaded.values()) });
  return met;
}

function eventCount(loaded: Iterable<LoadedInstance>): number {
  let count = 0;
  for (const { history } of loaded) count += history.length;
  return count;
}

async function lookAround(
  taken: ReadonlyMap<string, Arrival[]>,
  { store, registry }: HubContext,
): Promise<Surroundings> {
  const parents = parentsOfPurged(taken);
  const children = parents.length === 0 ? null : await store.childrenOf(parents);
  return {
    resolve: (name, version) => registry.resolve(name, version),
    childrenOf: (instanceId) => children?.get(instanceId) ?? [],
  };
}
