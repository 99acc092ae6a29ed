/**
 * Starts and events that come with an idempotency key: they go by row, their key beside them, also where this node is the
 * owner.
 *
 * O1. A start's key counts in the whole hub, an event's key for its instance.
 * O2. An instance that gets a new id gets one of its key's partition, so that one statement writes both.
 * O3. The owner has the message before its sender is answered, so that nothing overtakes it.
 */
import { createHash } from 'node:crypto';
import { idempotencyKeySchema } from '@/contract/idempotency-key';
import { limits } from '@/contract/limits';
import type { StartFacts } from '../engine/history';
import type { Sender } from '../hub/sender';
import type { OnceKey, OnceResult, OnceStore, OutgoingEvent } from '../once-store';
import { partitionOf } from '../partition-of';
import type { HubStore } from '../store';
import { ClientError } from './client-error';
import { parse } from './parse';
import { refusalOf } from './refusal-of';

export type Once = { node: Pick<Sender, 'received'>; store: OnceStore & Pick<HubStore, 'partitionCount'> };

/** The instance that was started with the key, now or before. `drawId` draws ids until one is in the key's partition. */
export async function startOnce(
  once: Once,
  key: string,
  givenId: string | undefined,
  { start, drawId }: { start: StartFacts; drawId: () => string },
): Promise<string> {
  const { store } = once;
  const { executionId: _, createdAt: __, trace: ___, ...request } = start;
  const wanted = keyOf('', key, { ...request, givenId });
  const home = partitionOf(key, store.partitionCount);
  if (givenId === undefined) {
    let instanceId = drawId();
    while (partitionOf(instanceId, store.partitionCount) !== home) instanceId = drawId();
    return settle(once, home, await store.startOnce(home, wanted, { instanceId, start }));
  }
  const claim = await store.claimKey(home, wanted, givenId);
  if (claim.result === 'reused') throw reused();
  const partitionId = partitionOf(givenId, store.partitionCount);
  const result = await store.startOnce(partitionId, { ...wanted, scope: givenId }, { instanceId: givenId, start });
  return settle(once, partitionId, result);
}

/** Raises the event, unless that was done before with the same key. Rejects as raising an event does. */
export async function raiseOnce(once: Once, key: string, event: OutgoingEvent): Promise<void> {
  const partitionId = partitionOf(event.instanceId, once.store.partitionCount);
  const { name, payload, taskId } = event.message;
  const wanted = keyOf(event.instanceId, key, { name, payload, taskId });
  settle(once, partitionId, await once.store.raiseOnce(partitionId, wanted, event));
}

/** A transaction of the caller's own says itself whether something happens. */
export function assertOneOf(transaction: unknown, idempotencyKey: string | undefined): void {
  if (transaction === undefined || idempotencyKey === undefined) return;
  throw new ClientError('invalid-request', 'Give a transaction or an idempotency key, not both.');
}

function keyOf(scope: string, key: string, request: object): OnceKey {
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('base64url');
  return { scope, key: parse(idempotencyKeySchema, key), hash, hours: limits().idempotencyHours };
}

function settle({ node }: Once, partitionId: number, { result, instanceId, message }: OnceResult): string {
  if (message !== null) node.received(partitionId, [message]);
  // That of the first time may be a row still.
  else if (result === 'repeated') node.received(partitionId, null);
  if (result === 'reused') throw reused();
  const refusal = refusalOf(result === 'new' || result === 'repeated' ? 'accepted' : result, instanceId);
  if (refusal !== null) throw refusal;
  return instanceId;
}

function reused(): ClientError {
  return new ClientError('idempotency-key-reuse', 'Another request came with this idempotency key before.');
}
