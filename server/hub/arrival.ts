/** A message on its way into an instance or an entity, and what the checkpoint that takes it in has to settle for it. */
import type { EntityReply } from '../engine/entity-record';
import type { EntityMessage, Message } from '../engine/history';
import type { WorkItemResult } from '../store';

/** What became of a client's message. */
export type Delivery =
  | 'accepted'
  /** A start was not needed: an instance with its id has not ended. */
  | 'exists'
  | 'conflict'
  | 'not-found'
  | 'ended'
  | 'not-ended'
  | 'not-failed'
  | 'already-decided'
  /** As many events wait for the instance as may. */
  | 'queue-full';

export type Answer = {
  answer: (delivery: Delivery) => void;
  /** What an operation gave, where this node runs it at once. It comes before the answer. */
  reply?: ((reply: EntityReply) => void) | undefined;
  /** Nobody knows what became of it. */
  fail: (error: unknown) => void;
};

type ArrivalSource =
  /** A row of the control queue, deleted with the checkpoint. */
  | { from: 'queue'; messageId: number }
  /** A row of the timers, deleted with the checkpoint. */
  | { from: 'timer' }
  /** An activity that this node ran; its work item is deleted with the checkpoint. */
  | { from: 'activity'; result: WorkItemResult }
  /** A client of this node, answered after the checkpoint. */
  | ({ from: 'client' } & Answer);

export type Arrival = { instanceId: string; message: Message; source: ArrivalSource };

export type EntityArrival = { instanceId: string; message: EntityMessage; source: ArrivalSource };

export type AnyArrival = { instanceId: string; message: Message | EntityMessage; source: ArrivalSource };

export function isForEntity(arrival: AnyArrival): arrival is EntityArrival {
  const { type } = arrival.message;
  return type === 'entityOperation' || type === 'entityLock' || type === 'entityUnlock';
}

export function isForInstance(arrival: AnyArrival): arrival is Arrival {
  return !isForEntity(arrival);
}
