/** Sends messages to instances that exist, and says what is wrong where they do not take them. */
import { randomUUID } from 'node:crypto';
import type { Actor } from '@/contract/actor';
import { eventNameSchema } from '@/contract/commands';
import { isTerminal, type RuntimeStatus } from '@/contract/runtime-status';
import { isEntityInstanceId } from '../engine/entity-id';
import type { Message } from '../engine/history';
import type { Delivery } from '../hub/arrival';
import type { Sender } from '../hub/sender';
import { partitionOf } from '../partition-of';
import type { QueryStore } from '../query-store';
import type { HubStore } from '../store';
import type { DatabaseTransaction, TransactionStore } from '../transaction-store';
import { ClientError } from './client-error';
import type { RaiseOptions } from './durable-client';
import { assertOneOf, type Once, raiseOnce } from './once';
import { parse } from './parse';
import { payloadOf } from './payload-of';
import { refusalOf } from './refusal-of';

/** Who acts where the caller does not say: the app's own code. */
export const APP: Actor = { name: 'app', via: 'client' };

export type Sending = {
  node: Sender;
  store: QueryStore & TransactionStore & Pick<HubStore, 'partitionCount'>;
  /** The last look at each instance that is under way: what is sent to it meanwhile goes behind it. */
  looks: Map<string, Promise<unknown>>;
};

type Raising = Sending & { store: Once['store'] };

export async function raiseEvent(
  sending: Raising,
  instanceId: string,
  name: string,
  data: unknown,
  { eventId = randomUUID(), taskId, transaction, idempotencyKey, actor = APP }: RaiseOptions,
): Promise<void> {
  parse(eventNameSchema, name);
  const payload = payloadOf(data, 'The event’s data');
  const message = { type: 'eventRaised', name, payload, eventId, taskId, actor } as const;
  assertOneOf(transaction, idempotencyKey);
  if (idempotencyKey !== undefined) await raiseOnce(sending, idempotencyKey, { instanceId, message });
  else if (transaction === undefined) await sendCommand(sending, instanceId, message);
  else await sendWithin(transaction, sending.store, { instanceId, message });
}

/** Whether a wait is still open is known when its answer arrives, which is after the commit. */
async function sendWithin(
  transaction: DatabaseTransaction,
  store: Sending['store'],
  { instanceId, message }: { instanceId: string; message: Extract<Message, { type: 'eventRaised' }> },
): Promise<void> {
  if (message.taskId !== undefined)
    throw new ClientError('invalid-request', 'In a transaction an event cannot answer one wait alone.');
  const partitionId = partitionOf(instanceId, store.partitionCount);
  const status = await store.sendWithin(transaction, partitionId, { instanceId, message });
  const refusal = refusalOf(status === null ? 'not-found' : deliveryTo(status, message), instanceId);
  if (refusal !== null) throw refusal;
}

/** Resolves once the message is durable. Rejects with a `ClientError` where the instance does not take it. */
export async function sendCommand(
  { node, store, looks }: Sending,
  instanceId: string,
  message: Exclude<Message, { type: 'start' }>,
): Promise<void> {
  let over: ClientError | null = null;
  if (looks.has(instanceId) || node.peek(instanceId) === undefined) {
    const look = Promise.all([foreseeable(store, instanceId, message), looks.get(instanceId)?.catch(() => {})]);
    looks.set(instanceId, look);
    try {
      [over] = await look;
    } finally {
      if (looks.get(instanceId) === look) looks.delete(instanceId);
    }
  }
  const refusal = over ?? refusalOf(await node.deliver(instanceId, message), instanceId);
  if (refusal === null) return;
  if (message.type !== 'eventRaised' || message.taskId === undefined) throw refusal;
  throw await whoDecided(store, instanceId, message.taskId, refusal);
}

/** An entity that is held back takes it too, though no other commands. */
export async function release(
  sending: Sending,
  instanceId: string,
  message: Extract<Message, { type: 'release' }>,
): Promise<void> {
  if (isEntityInstanceId(instanceId)) await sending.node.deliver(instanceId, message);
  else await sendCommand(sending, instanceId, message);
}

/** The owner would know too, but where another node is the owner it does not answer. */
async function foreseeable(
  store: QueryStore,
  instanceId: string,
  message: Exclude<Message, { type: 'start' }>,
): Promise<ClientError | null> {
  const status = await store.getInstanceStatus(instanceId);
  return refusalOf(status === null ? 'not-found' : deliveryTo(status.status, message), instanceId);
}

function deliveryTo(status: RuntimeStatus, message: Message): Delivery {
  switch (message.type) {
    case 'purge':
      return isTerminal(status) || message.force === true ? 'accepted' : 'not-ended';
    case 'rewind':
      return status === 'Failed' ? 'accepted' : isTerminal(status) ? 'not-failed' : 'not-ended';
    case 'release':
      return 'accepted';
    default:
      return isTerminal(status) ? 'ended' : 'accepted';
  }
}

/** Whoever answered too late wants to know by whom it was decided, also where the instance has ended since. */
async function whoDecided(
  store: QueryStore,
  instanceId: string,
  taskId: number,
  refusal: ClientError,
): Promise<ClientError> {
  const instance = await store.getInstance(instanceId);
  const wait = instance?.waits.find((candidate) => candidate.taskId === taskId);
  if (wait?.state !== 'answered') return refusal;
  const decidedBy = wait.decidedBy === null ? '' : ` by ${wait.decidedBy}`;
  return new ClientError('already-decided', `This was decided already${decidedBy}, at ${wait.closedAt}.`);
}
