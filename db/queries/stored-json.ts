/** Parses the JSON that text columns hold. */
import type { z } from 'zod';

/** The column's value; null for NULL. Throws where the stored text is not what its schema says. */
export function parseStored<Value>(schema: z.ZodType<Value>, text: string | null): Value | null {
  return text === null ? null : schema.parse(JSON.parse(text));
}
