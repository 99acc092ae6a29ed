/**
 * What storage does once for each idempotency key.
 *
 * K1. A key and the message that came with it are written together, or neither: who asks again, not knowing, finds both or none.
 * K2. What was refused leaves no key behind.
 */
import type { EntityMessage, Message, StartFacts } from './engine/history';

export type OnceKey = {
  /** What the key counts for: an instance, by its id; the empty text for starts that name none. */
  scope: string;
  key: string;
  /** Of the request: another request may not come with the same key. */
  hash: string;
  /** How long the key is remembered. */
  hours: number;
};

/** `repeated`: it happened before. `reused`: another request came with this key. */
type ClaimResult = 'new' | 'repeated' | 'reused';

export type Claim = {
  result: ClaimResult;
  /** The instance of whoever came first with the key. */
  instanceId: string;
};

export type OnceResult = {
  result: ClaimResult | 'exists' | 'conflict' | 'not-found' | 'ended' | 'already-decided';
  instanceId: string;
  /** The row that was written. */
  message: { messageId: number; instanceId: string; message: Message | EntityMessage } | null;
};

export type OutgoingEvent = { instanceId: string; message: Extract<Message, { type: 'eventRaised' }> };

export interface OnceStore {
  /** Remembers the key, or finds out who came first with it. */
  claimKey(partitionId: number, key: OnceKey, instanceId: string): Promise<Claim>;
  /** Creates a Pending instance with its start message, as `enqueueStarts` does. */
  startOnce(partitionId: number, key: OnceKey, start: { instanceId: string; start: StartFacts }): Promise<OnceResult>;
  /** Puts an event into the control queue, where its instance is there, has not ended and waits for it. */
  raiseOnce(partitionId: number, key: OnceKey, event: OutgoingEvent): Promise<OnceResult>;
}
