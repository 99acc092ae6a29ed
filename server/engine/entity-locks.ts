/**
 * Who may do what to an entity while it is locked, and how locks go from one entity to the next.
 *
 * L1. A lock visits its entities in the order of their ids, the same for all, so that no two owners ever wait for each other.
 * L2. While an entity is locked it takes in what its owner asks, and keeps all else, in order.
 * L3. An unlock follows the way of its lock, behind it: whichever entity it reaches has seen the lock.
 */
import type { EntityRecord } from './entity-record';
import type { EntityMessage, Sent, TaskLink } from './history';

type Lock = Extract<EntityMessage, { type: 'entityLock' }>;
type Unlock = Extract<EntityMessage, { type: 'entityUnlock' }>;

/** True where the entity takes in the message now. */
export function mayTake({ lockedBy }: EntityRecord, message: EntityMessage): boolean {
  if (lockedBy === null || message.type === 'entityUnlock') return true;
  return message.type === 'entityOperation' && message.caller !== null && isSameInstance(message.caller, lockedBy);
}

/** Takes the first of the waiting messages that the entity takes in now; undefined where there is none. */
export function takeWaiting(record: EntityRecord): EntityMessage | undefined {
  const index = record.waiting.findIndex((message) => mayTake(record, message));
  return index < 0 ? undefined : record.waiting.splice(index, 1)[0];
}

/** Locks the entity. Gives what follows: the next entity is asked, or the owner is told. */
export function lock(record: EntityRecord, message: Lock): Sent {
  record.lockedBy = message.owner;
  const next = onward(message);
  if (next !== undefined) return next;
  const { instanceId, generation, taskId } = message.owner;
  return { instanceId, message: { type: 'taskCompleted', generation, taskId, result: null, durationMs: 0 } };
}

/**
 * Unlocks the entity, or withdraws the lock that still waits here. Gives what follows: the next entity is told, unless the
 * lock never got there.
 */
export function unlock(record: EntityRecord, message: Unlock): Sent | undefined {
  const waiting = record.waiting.findIndex((held) => held.type === 'entityLock' && isSame(held.owner, message.owner));
  if (waiting >= 0) {
    record.waiting.splice(waiting, 1);
    return undefined;
  }
  if (record.lockedBy !== null && isSame(record.lockedBy, message.owner)) record.lockedBy = null;
  return onward(message);
}

function onward(message: Lock | Unlock): Sent | undefined {
  const position = message.position + 1;
  const instanceId = message.entities[position];
  return instanceId === undefined ? undefined : { instanceId, message: { ...message, position } };
}

function isSameInstance(one: TaskLink, other: TaskLink): boolean {
  return one.instanceId === other.instanceId && one.generation === other.generation;
}

function isSame(one: TaskLink, other: TaskLink): boolean {
  return isSameInstance(one, other) && one.taskId === other.taskId;
}
