import type { z } from 'zod';
import { ClientError, type ClientErrorCode } from './client-error';

const CODES: readonly ClientErrorCode[] = ['ill-formed-unicode', 'not-normalized'];

/** The value as the schema has it. Throws a `ClientError` that says what is wrong with it. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const code = CODES.find((known) =>
    issues.some((issue) => issue.code === 'custom' && issue.params?.['code'] === known),
  );
  throw new ClientError(code ?? 'invalid-request', issues.map(({ message }) => message).join(' '));
}
