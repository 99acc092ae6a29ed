/**
 * Places in a list, as text that only we write.
 *
 * K1. A place counts for the query that it was given for, for a day, and as it was written: a checksum tells. It is no
 *     secret and gives no rights: who forges one reads on from another place of the same list.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';

const CURSOR_LENGTH_MAX = 2048;
const AGE_MS_MAX = 24 * 3_600_000;
const SUM_LENGTH = 12;

const writtenSchema = z.tuple([z.string().length(SUM_LENGTH), z.number(), z.unknown()]);

/** Writes a place of the list that `filter` selects, as base64url text. */
export function encodePlace(place: unknown, filter: object, now = Date.now()): string {
  return Buffer.from(JSON.stringify([checksum(place, filter, now), now, place])).toString('base64url');
}

/** Reads a place back; null where the text is none of ours, is another list's, or is older than a day. */
export function decodePlace<Place>(
  schema: z.ZodType<Place>,
  text: string,
  filter: object,
  now = Date.now(),
): Place | null {
  if (text.length > CURSOR_LENGTH_MAX || !/^[\w-]+$/.test(text)) return null;
  const written = writtenSchema.safeParse(jsonOf(Buffer.from(text, 'base64url').toString()));
  if (!written.success) return null;
  const [sum, at, place] = written.data;
  if (sum !== checksum(place, filter, at) || now - at > AGE_MS_MAX) return null;
  const parsed = schema.safeParse(place);
  return parsed.success ? parsed.data : null;
}

function checksum(place: unknown, filter: object, at: number): string {
  const conditions = Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([place, conditions, at]))
    .digest('base64url')
    .slice(0, SUM_LENGTH);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
