/**
 * One batch of one partition: from arrivals to a checkpoint, and what follows from its being durable.
 *
 * B1. Nothing of a batch is seen outside, and no activity of it runs, before its checkpoint is committed.
 */
import { randomUUID } from 'node:crypto';
import { isEntityInstanceId } from '../engine/entity-id';
import type { HistoryEvent, Sent } from '../engine/history';
import type { LogLine, Outcome, TurnResult } from '../engine/outcome';
import { runTurn } from '../engine/turn';
import type { Registry } from '../registry';
import type { Turned } from '../store';
import { type Admission, admit } from './admission';
import { type AnyArrival, type Arrival, type Delivery, isForInstance } from './arrival';
import type { EntityAdmission } from './entity-admission';
import { answerForEntity, entityOutcomesOf, keepEntity, runEntityTurns, usedByEntity } from './entity-batch';
import type { HubContext } from './hub-context';
import type { Resident, Residents } from './residents';
import { blocked, revive } from './revival';
import { runInRounds, TurnInterrupted } from './rounds';
import { type Guarded, guardedOf } from './turn-guard';

export type Batch = {
  batchId: string;
  taken: Map<string, AnyArrival[]>;
  admissions: Admission[];
  results: Map<Admission, TurnResult>;
  entities: EntityAdmission[];
};

export function newBatch(taken: Map<string, AnyArrival[]>): Batch {
  return { batchId: randomUUID(), taken, admissions: [], results: new Map(), entities: [] };
}

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

async function runInstanceTurns(
  batch: Batch,
  taken: ReadonlyMap<string, Arrival[]>,
  { hub, residents, partitionId }: Place,
): Promise<void> {
  const met = await meet(taken, hub, residents, partitionId);
  const resolve: Registry['resolve'] = (name, version) => hub.registry.resolve(name, version);
  batch.admissions = [...taken].map(([id, arrivals]) => admit(id, arrivals, met.get(id), resolve));
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
  if (broken.length > 0) await block(broken, hub, residents, partitionId);
}

type Broken = { admission: Admission; error: unknown };

/** A turn that cannot be run to its end stops its instance, and no other: what arrived for it has to wait. */
async function block(broken: Broken[], hub: HubContext, residents: Residents, partitionId: number): Promise<void> {
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
async function meet(taken: ReadonlyMap<string, Arrival[]>, hub: HubContext, residents: Residents, partitionId: number) {
  const met = new Map<string, Resident | undefined>();
  const unknown: string[] = [];
  for (const [instanceId, arrivals] of taken) {
    const resident = residents.get(instanceId);
    if (resident !== undefined) met.set(instanceId, resident);
    else if (!isBrandNew(arrivals)) unknown.push(instanceId);
  }
  if (unknown.length === 0) return met;
  const revived = await revive(await hub.store.loadInstances(partitionId, unknown), hub);
  for (const [instanceId, resident] of revived) met.set(instanceId, resident);
  return met;
}

/** A start under a random id of ours meets nobody; if it did, the checkpoint would find out. */
function isBrandNew([first]: readonly Arrival[]): boolean {
  return first?.source.from === 'client' && first.message.type === 'start' && first.message.start.hasFreshId === true;
}

/** What the checkpoint has to write: outcomes, and the rows that they used up. */
export function turnedOf(batch: Batch, hub: HubContext): Turned[] {
  const turned: Turned[] = [];
  for (const admission of batch.admissions) {
    const result = batch.results.get(admission);
    if (result) turned.push(turnedOfInstance(admission, result, hub));
  }
  return turned;
}

function turnedOfInstance({ admitted }: Admission, { outcome, dropped }: TurnResult, hub: HubContext): Turned {
  for (const event of outcome.events) nameCallSite(event, hub);
  const turned: Turned = { outcome, workItemsDone: [], timersFired: [] };
  for (const { source, message } of admitted) {
    if (dropped.includes(message)) continue;
    if (source.from === 'activity') turned.workItemsDone.push(source.result);
    else if (message.type === 'timerFired') {
      turned.timersFired.push({ generation: message.generation, taskId: message.taskId });
    }
  }
  return turned;
}

function nameCallSite(event: HistoryEvent, hub: HubContext): void {
  if ('callSite' in event && event.callSite !== undefined) event.callSite = hub.resolveCallSite(event.callSite);
}

/** What the batch sends to other instances and entities. */
export function sendsOf(batch: Batch): Sent[] {
  return [...outcomesOf(batch), ...entityOutcomesOf(batch.entities)].flatMap(({ sends }) => sends);
}

/** The rows of the control queue that the batch uses up: all but those of arrivals that have to wait. */
export function messageIdsOf(batch: Batch): number[] {
  const used = batch.admissions.flatMap(({ admitted, settled }) => [
    ...admitted,
    ...settled.map(({ arrival }) => arrival),
  ]);
  const usedByEntities = batch.entities.flatMap(usedByEntity);
  return [...used, ...usedByEntities].flatMap(({ source }) => (source.from === 'queue' ? [source.messageId] : []));
}

/** Leaves a committed batch's instances and entities in memory, and tells those who wait for the commit. */
export function settle(batch: Batch, hub: HubContext, residents: Residents): void {
  for (const admission of batch.admissions) {
    const resident = residentAfter(admission, batch.results.get(admission));
    if (resident !== null) residents.set(admission.instanceId, resident);
  }
  for (const admission of batch.entities) keepEntity(admission, residents);
  conclude(batch, hub);
}

/** Answers the clients of a committed batch's arrivals, and lets go of the activities that ended. */
export function conclude(batch: Batch, hub: HubContext): void {
  for (const admission of batch.admissions) {
    settleActivities(admission, hub);
    answer(admission, batch.results.get(admission));
  }
  for (const admission of batch.entities) answerForEntity(admission);
}

function settleActivities({ admitted, settled }: Admission, { worker, outbox }: HubContext): void {
  for (const { source } of admitted) if (source.from === 'activity') worker.settled(source.result);
  // Nobody waits for it any more, but its row is still there.
  for (const { arrival } of settled) if (arrival.source.from === 'activity') outbox.result(arrival.source.result);
}

function residentAfter({ execution, blocked }: Admission, result: TurnResult | undefined): Resident | null {
  if (execution === null || result === undefined) return blocked;
  return execution.hasEnded ? { state: 'ended', record: execution.record } : { state: 'live', execution };
}

/** Answers the clients of an instance's arrivals; those that are parked have their answer already. */
function answer({ admitted, settled }: Admission, result: TurnResult | undefined): void {
  for (const arrival of admitted) {
    if (arrival.source.from === 'client') arrival.source.answer(deliveryOf(arrival, result));
  }
  for (const { arrival, delivery } of settled) {
    if (arrival.source.from === 'client') arrival.source.answer(delivery);
  }
}

function deliveryOf({ message }: Arrival, result: TurnResult | undefined): Delivery {
  if (!result?.dropped.includes(message)) return 'accepted';
  if (message.type === 'eventRaised' && message.taskId !== undefined && !result.outcome.ended) return 'already-decided';
  return result.outcome.ended ? 'ended' : 'accepted';
}

export function outcomesOf(batch: Batch): Outcome[] {
  return [...batch.results.values()].map(({ outcome }) => outcome);
}

/** Arrivals that have to wait. */
export function parkedOf({ admissions, entities }: Batch): AnyArrival[] {
  return [...admissions, ...entities].flatMap(({ parked }) => parked);
}

/** The instances and entities whose rows the batch wrote. */
export function changedBy(batch: Batch): string[] {
  return [...outcomesOf(batch), ...entityOutcomesOf(batch.entities)].map(({ record }) => record.instanceId);
}

export function logLinesOf(batch: Batch): (LogLine & { instanceId: string })[] {
  const outcomes = [...outcomesOf(batch), ...entityOutcomesOf(batch.entities)];
  return outcomes.flatMap(({ logs, record }) => logs.map((line) => ({ ...line, instanceId: record.instanceId })));
}
