import { idempotencyKeySchema } from '@/contract/idempotency-key';
import { validate } from './validate';

/** The request's `Idempotency-Key`, if it has one. Throws a Refusal (`invalid-request`) for one that cannot be, and for two. */
export function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.headers.get('idempotency-key');
  return key === null ? undefined : validate(idempotencyKeySchema, key);
}
