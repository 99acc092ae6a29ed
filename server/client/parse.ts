import type { z } from 'zod';
import { ClientError } from './client-error';

/** The value as the schema has it. Throws a `ClientError` that says what is wrong with it. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ClientError('invalid-request', parsed.error.issues.map(({ message }) => message).join(' '));
}
