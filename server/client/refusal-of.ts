import { limits } from '@/contract/limits';
import type { Delivery } from '../hub/arrival';
import { ClientError } from './client-error';

/** What to tell a client of what became of its message; null where it was taken. */
export function refusalOf(delivery: Delivery, instanceId: string): ClientError | null {
  switch (delivery) {
    case 'accepted':
    case 'exists':
      return null;
    case 'not-found':
      return new ClientError('instance-not-found', `There is no instance '${instanceId}'.`);
    case 'ended':
      return new ClientError('instance-ended', `Instance '${instanceId}' has ended.`);
    case 'not-ended':
      return new ClientError('instance-not-ended', `Instance '${instanceId}' has not ended.`);
    case 'not-failed':
      return new ClientError(
        'instance-not-failed',
        `Instance '${instanceId}' has not failed: there is nothing to rewind.`,
      );
    case 'already-decided':
      return new ClientError('already-decided', 'This was decided already.');
    case 'queue-full':
      return new ClientError(
        'too-many-events',
        `${limits().queuedEvents} events wait for instance '${instanceId}': no more come in before it takes some.`,
      );
    case 'conflict':
      return new ClientError('instance-exists', `There is an instance '${instanceId}' that has not ended.`);
  }
}
