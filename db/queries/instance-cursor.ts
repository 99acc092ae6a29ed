/** The opaque cursors of instance pages: a position in the order (created_at, instance_id), and which way to read on. */
import { z } from 'zod';
import { instanceIdSchema } from '@/contract/instance';

const CURSOR_LENGTH_MAX = 2048;

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
  return Buffer.from(JSON.stringify([direction, createdAt, instanceId])).toString('base64url');
}

/** Reads a cursor back; null where the text is none of ours. */
export function decodeCursor(text: string): InstanceCursor | null {
  if (text.length > CURSOR_LENGTH_MAX || !/^[\w-]+$/.test(text)) return null;
  const parsed = cursorSchema.safeParse(jsonOf(Buffer.from(text, 'base64url').toString()));
  if (!parsed.success) return null;
  const [direction, createdAt, instanceId] = parsed.data;
  return { direction, createdAt, instanceId };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
