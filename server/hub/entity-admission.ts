/**
 * What one batch does to one entity.
 *
 * A1. What arrives for an entity whose code is not here, or that is held back, stays where it is.
 * A2. Only operations, locks and unlocks are for entities; whatever else is sent to one is used up, and nothing happens.
 */
import type { AnyEntity } from '../engine/entity';
import { toEntityId } from '../engine/entity-id';
import type { EntityOutcome } from '../engine/entity-turn';
import type { Registry } from '../registry';
import { type AnyArrival, type EntityArrival, isForEntity } from './arrival';

export type EntityAdmission = {
  instanceId: string;
  /** The entity's code; undefined where it is not to run here. */
  definition: AnyEntity | undefined;
  /** Arrivals whose messages go into the turn, in order. */
  admitted: EntityArrival[];
  /** Arrivals that are settled without a turn. */
  refused: AnyArrival[];
  /** Arrivals that have to wait. */
  parked: AnyArrival[];
  /** What the turn decided; null where there was none. */
  outcome: EntityOutcome | null;
};

/** Sorts the arrivals of one entity. */
export function admitToEntity(
  instanceId: string,
  arrivals: readonly AnyArrival[],
  registry: Pick<Registry, 'entity'>,
  isHeldBack = false,
): EntityAdmission {
  const definition = isHeldBack ? undefined : registry.entity(toEntityId(instanceId).name);
  const admission: EntityAdmission = { instanceId, definition, admitted: [], refused: [], parked: [], outcome: null };
  for (const arrival of arrivals) {
    if (!isForEntity(arrival)) admission.refused.push(arrival);
    else if (definition === undefined) admission.parked.push(arrival);
    else admission.admitted.push(arrival);
  }
  return admission;
}
