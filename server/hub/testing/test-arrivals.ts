/** Arrivals as tests need them. */
import type { Message } from '../../engine/history';
import type { Arrival, Delivery } from '../arrival';

/** A row of the control queue with an event. */
export function queued(instanceId: string, messageId: number): Arrival {
  const message = { type: 'eventRaised' as const, name: 'Go', payload: null, eventId: `${messageId}` };
  return { instanceId, message, source: { from: 'queue', messageId } };
}

/** A client's message; its answer goes to `answers`. */
export function fromClient(instanceId: string, message: Message, answers: Delivery[] = []): Arrival {
  const fail = (error: unknown): void => {
    throw error;
  };
  return { instanceId, message, source: { from: 'client', answer: (delivery) => answers.push(delivery), fail } };
}
