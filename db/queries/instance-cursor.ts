/** The opaque cursors of instance pages: a position in the order (created_at, instance_id), and which way to read on. */
import { z } from 'zod';
import { instanceIdSchema } from '@/contract/instance';
import { decodePlace, encodePlace } from './opaque-cursor';

const cursorSchema = z.tuple([
  z.enum(['older', 'newer']),
  /** To the microsecond, as the database keeps it: JavaScript's dates would round it. */
  z.iso.datetime({ precision: 6 }),
  instanceIdSchema,
]);

export type InstanceCursor = {
  direction: 'older' | 'newer';
  createdAt: string;
  instanceId: string;
};

/** Writes a cursor as base64url text. */
export function encodeCursor({ direction, createdAt, instanceId }: InstanceCursor): string {
  return encodePlace([direction, createdAt, instanceId]);
}

/** Reads a cursor back; null where the text is none of ours. */
export function decodeCursor(text: string): InstanceCursor | null {
  const place = decodePlace(cursorSchema, text);
  if (place === null) return null;
  const [direction, createdAt, instanceId] = place;
  return { direction, createdAt, instanceId };
}
