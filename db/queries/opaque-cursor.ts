/** Places in a list, as text that only we can read. */
import type { z } from 'zod';

const CURSOR_LENGTH_MAX = 2048;

/** Writes a place as base64url text. */
export function encodePlace(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads a place back; null where the text is none of ours. */
export function decodePlace<Place>(schema: z.ZodType<Place>, text: string): Place | null {
  if (text.length > CURSOR_LENGTH_MAX || !/^[\w-]+$/.test(text)) return null;
  const parsed = schema.safeParse(jsonOf(Buffer.from(text, 'base64url').toString()));
  return parsed.success ? parsed.data : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
