/**
 * The entities of a batch: from arrivals to rows, and what follows from their being durable.
 *
 * E1. However many operations a batch has for an entity, it writes one row.
 * E2. A client of this node is told its result in memory, any other by a row that the checkpoint writes.
 */
import { randomUUID } from 'node:crypto';
import type { EntityReply } from '../engine/entity-record';
import { type EntityOutcome, newEntityRecord, runEntityTurn } from '../engine/entity-turn';
import type { AnyArrival } from './arrival';
import { admitToEntity, type EntityAdmission } from './entity-admission';
import type { HubContext } from './hub-context';
import { InterruptedOperations } from './interrupted-operations';
import type { Residents } from './residents';
import { runInRounds, TurnInterrupted } from './rounds';
import { guardedOfEntity } from './turn-guard';

/** Loads what is not in memory, and runs a turn of every entity that has something to take in. */
export async function runEntityTurns(
  taken: ReadonlyMap<string, AnyArrival[]>,
  hub: HubContext,
  { entities }: Residents,
  partitionId: number,
): Promise<EntityAdmission[]> {
  if (taken.size === 0) return [];
  const unknown = [...taken.keys()].filter((instanceId) => entities.get(instanceId) === undefined);
  const loaded = unknown.length === 0 ? null : await hub.store.loadEntities(partitionId, unknown);
  const admissions = [...taken].map(([id, arrivals]) =>
    admitToEntity(id, arrivals, hub.registry, hub.suspects.isHeldBack(partitionId, id)),
  );
  const world = { now: hub.clock.now(), newGuid: randomUUID };
  const runs = admissions.flatMap((admission) => {
    const { instanceId, definition, admitted } = admission;
    if (definition === undefined || admitted.length === 0) return [];
    const record = entities.get(instanceId) ?? loaded?.get(instanceId) ?? newEntityRecord(instanceId, world.now);
    const messages = admitted.map(({ message }) => message);
    const watch = new InterruptedOperations();
    const begin = () => runEntityTurn(definition, record, messages, world, watch);
    return [{ admission, watch, begin }];
  });
  await hub.entitySlots.within(runs, (begun) => runAll(begun, hub));
  warnOfMissingCode(admissions, hub);
  return admissions;
}

type Run = {
  admission: EntityAdmission;
  watch: InterruptedOperations;
  begin: () => ReturnType<typeof runEntityTurn>;
};

/** Runs the turns; those in which an operation did not come to an end once more, without it. */
async function runAll(runs: readonly Run[], hub: HubContext): Promise<void> {
  let left = runs;
  while (left.length > 0) {
    const guarded = new Map(left.map((run) => [run, guardedOfEntity(run.admission.instanceId)]));
    const turns = new Map(left.map((run) => [run, run.begin()]));
    const again: Run[] = [];
    for (const [run, ended] of await runInRounds(turns, hub.guard.over(guarded))) {
      if (ended.ok) run.admission.outcome = ended.value;
      else if (ended.error instanceof TurnInterrupted && run.watch.interrupt(ended.error)) again.push(run);
      else hold(run.admission, ended.error, hub);
    }
    left = again;
  }
}

/** A turn that cannot be run to its end stops its entity, and no other: what arrived for it has to wait. */
function hold(admission: EntityAdmission, error: unknown, hub: HubContext): void {
  hub.log.error({ instanceId: admission.instanceId, err: error }, 'a turn failed');
  admission.parked.push(...admission.admitted.splice(0));
}

function warnOfMissingCode(admissions: readonly EntityAdmission[], hub: HubContext): void {
  for (const { instanceId, definition } of admissions) {
    if (definition === undefined)
      hub.log.warn(
        { instanceId },
        'an entity waits: none of its name is deployed here, or its process ended with it too often',
      );
  }
}

/** What the turns decided. */
export function entityOutcomesOf(admissions: readonly EntityAdmission[]): EntityOutcome[] {
  return admissions.flatMap(({ outcome }) => (outcome === null ? [] : [outcome]));
}

/** What clients of other nodes are told, and those of this one whose operation had to wait. */
export function entityRepliesOf(admissions: readonly EntityAdmission[]): EntityReply[] {
  return admissions.flatMap((admission) => {
    const { outcome } = admission;
    if (outcome === null || outcome.replies.length === 0) return [];
    const here = listeners(admission);
    return outcome.replies.filter(({ requestId }) => !here.has(requestId));
  });
}

/** The arrivals of an entity that the batch uses up. */
export function usedByEntity({ admitted, refused }: EntityAdmission): AnyArrival[] {
  return [...admitted, ...refused];
}

/** Leaves the committed entity in memory. */
export function keepEntity({ instanceId, outcome }: EntityAdmission, { entities }: Residents): void {
  if (outcome === null) return;
  const { record, isGone } = outcome;
  entities.set(instanceId, isGone ? null : { ...record, revision: record.revision + 1 });
}

/** Tells clients what came of a committed entity's arrivals. */
export function answerForEntity(admission: EntityAdmission): void {
  const here = listeners(admission);
  for (const reply of admission.outcome?.replies ?? []) here.get(reply.requestId)?.(reply);
  for (const { source } of admission.admitted) if (source.from === 'client') source.answer('accepted');
  for (const { source, message } of admission.refused)
    if (source.from === 'client') source.answer(message.type === 'release' ? 'accepted' : 'not-found');
}

/** Who waits in this process for the result of an operation, by its request. */
function listeners({ admitted }: EntityAdmission): Map<string, (reply: EntityReply) => void> {
  return new Map(
    admitted.flatMap(({ message, source }) =>
      message.type === 'entityOperation' && source.from === 'client' && source.reply !== undefined
        ? [[message.requestId, source.reply] as const]
        : [],
    ),
  );
}
