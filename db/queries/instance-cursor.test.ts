import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor, type InstanceCursor } from './instance-cursor';

const cursor: InstanceCursor = {
  direction: 'older',
  createdAt: '2026-11-22T10:00:00.123456Z',
  instanceId: 'bestellung-ü-🚀',
};

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('cursors', () => {
  it('come back as they went out, to the microsecond', () => {
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  });

  it('are safe in a URL', () => {
    expect(encodeCursor(cursor)).toMatch(/^[\w-]+$/);
  });

  it.each([
    ['nothing', ''],
    ['words', 'not a cursor'],
    ['cut text', encodeCursor(cursor).slice(0, -9)],
    ['JSON of another shape', encoded({ direction: 'older' })],
    ['an unknown direction', encoded(['up', cursor.createdAt, 'a'])],
    ['a day that does not exist', encoded(['older', '2026-02-30T00:00:00.000000Z', 'a'])],
    ['a time without its microseconds', encoded(['older', '2026-02-20T00:00:00.000Z', 'a'])],
    ["PostgreSQL's infinity", encoded(['older', 'infinity', 'a'])],
    ['an id that holds NUL', encoded(['older', cursor.createdAt, 'a\u0000'])],
    ['a hundred kilobytes', 'A'.repeat(100_000)],
  ])('refuse %s', (_case, text) => {
    expect(decodeCursor(text)).toBeNull();
  });
});
