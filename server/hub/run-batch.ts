/** Runs the turns of a batch: meets what the arrivals are for, in memory or in the store, and lets each take them in. */
import { isEntityInstanceId } from '../engine/entity-id';
import { runTurn } from '../engine/turn';
import type { Admission } from './admission';
import { admit, type Surroundings } from './admit';
import { type AnyArrival, type Arrival, isForInstance } from './arrival';
import { type Batch, isBrandNew } from './batch';
import { runEntityTurns } from './entity-batch';
import type { HubContext } from './hub-context';
import { parentsOfPurged } from './purge';
import type { Resident, Residents } from './residents';
import { blocked, revive } from './revival';
import { runInRounds, TurnInterrupted } from './rounds';
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
    else forInstances.set(id, arrivals.filter(isForInstance));
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
  batch.admissions = [...taken].map(([id, arrivals]) => admit(id, arrivals, met.get(id), surroundings));
  const at = hub.clock.now();
  const guarded = new Map<Admission, Guarded>();
  const turns = new Map(
    batch.admissions.flatMap((admission) => {
      const { execution, admitted, blocked } = admission;
      if (execution === null) return [];
      guarded.set(admission, guardedOf(execution.record));
      const messages = admitted.map(({ message }) => message);
      const input = { messages, at, deployment: hub.deployment, failure: blocked?.failure };
      return [[admission, runTurn(execution, input)] as const];
    }),
  );
  const broken: Broken[] = [];
  for (const [admission, ended] of await runInRounds(turns, hub.guard.over(guarded))) {
    if (ended.ok) batch.results.set(admission, ended.value);
    else broken.push({ admission, error: ended.error });
  }
  if (broken.length > 0) await block(broken, place);
}

type Broken = { admission: Admission; error: unknown };

/** A turn that cannot be run to its end stops its instance, and no other: what arrived for it has to wait. */
async function block(broken: Broken[], { hub, residents, partitionId }: Place): Promise<void> {
  const ids = broken.map(({ admission }) => admission.instanceId);
  const loaded = await hub.store.loadInstances(partitionId, ids);
  for (const { admission, error } of broken) {
    hub.log.error({ instanceId: admission.instanceId, err: error }, 'a turn failed');
    const found = loaded.get(admission.instanceId);
    residents.delete(admission.instanceId);
    admission.parked.push(...admission.admitted.splice(0));
    admission.execution = null;
    admission.blocked = found === undefined ? null : blocked(found, { problem: problemOf(error) });
  }
}

function problemOf(error: unknown): string {
  if (error instanceof TurnInterrupted) return error.message;
  return `A turn failed: ${error instanceof Error ? error.message : String(error)}`;
}

/** What is known of each instance, in memory or in the store. */
async function meet(taken: ReadonlyMap<string, Arrival[]>, { hub, residents, partitionId }: Place) {
  const met = new Map<string, Resident | undefined>();
  const unknown: string[] = [];
  for (const [instanceId, arrivals] of taken) {
    const resident = residents.get(instanceId);
    if (resident !== undefined) met.set(instanceId, resident);
    else if (!isBrandNew(arrivals)) unknown.push(instanceId);
  }
  if (unknown.length === 0) return met;
  const isHeldBack = (instanceId: string) => hub.suspects.isHeldBack(partitionId, instanceId);
  const revived = await revive(await hub.store.loadInstances(partitionId, unknown), hub, isHeldBack);
  for (const [instanceId, resident] of revived) met.set(instanceId, resident);
  return met;
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
