/** The opaque cursors of instance pages: a position in the order (created_at, instance_id), and which way to read on. */
import { z } from 'zod';
import { decodePlace, encodePlace } from './opaque-cursor';

const cursorSchema = z.tuple([
  z.enum(['next', 'previous']),
  /** To the microsecond, as the database keeps it: JavaScript's dates would round it. */
  z.iso.datetime({ precision: 6 }),
  z
    .string()
    .max(1024)
    .regex(/^[^\0]*$/),
]);

export type InstanceCursor = {
  direction: 'next' | 'previous';
  createdAt: string;
  instanceId: string;
};

/** Writes a cursor of the list that `filter` selects, as base64url text. */
export function encodeCursor({ direction, createdAt, instanceId }: InstanceCursor, filter: object): string {
  return encodePlace([direction, createdAt, instanceId], filter);
}

/** Reads a cursor back; null where the text is none of that list's. */
export function decodeCursor(text: string, filter: object): InstanceCursor | null {
  const place = decodePlace(cursorSchema, text, filter);
  if (place === null) return null;
  const [direction, createdAt, instanceId] = place;
  return { direction, createdAt, instanceId };
}
