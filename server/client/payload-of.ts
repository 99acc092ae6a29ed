import type { Payload } from '../engine/history';
import { PayloadError, serialize } from '../engine/payload';
import { ClientError } from './client-error';

/** The value as it is stored. Throws a `ClientError` (`too-large`, `invalid-request`) that names `what` where it cannot be. */
export function payloadOf(value: unknown, what: string): Payload {
  try {
    return serialize(value, what);
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    throw new ClientError(error.name === 'PayloadTooLarge' ? 'too-large' : 'invalid-request', error.message);
  }
}
