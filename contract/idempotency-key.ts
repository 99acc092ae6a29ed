import { z } from 'zod';

/** Names a request, so that it happens once however often it is sent: 1 to 255 characters of ASCII that can be seen. */
export const idempotencyKeySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'An idempotency key has 1 to 255 characters of ASCII, and no space.');
