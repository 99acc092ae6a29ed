import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor, type InstanceCursor } from './instance-cursor';
import { encodePlace } from './opaque-cursor';

const cursor: InstanceCursor = {
  direction: 'next',
  createdAt: '2026-11-22T10:00:00.123456Z',
  instanceId: 'bestellung-ü-🚀',
};

const filter = { prefix: 'bestellung' };

/** As if we had written it. */
const encoded = (place: unknown) => encodePlace(place, filter);

describe('cursors', () => {
  it('come back as they went out, to the microsecond', () => {
    expect(decodeCursor(encodeCursor(cursor, filter), { name: undefined, ...filter })).toEqual(cursor);
  });

  it('are safe in a URL', () => {
    expect(encodeCursor(cursor, filter)).toMatch(/^[\w-]+$/);
  });

  it.each([
    ['nothing', ''],
    ['words', 'not a cursor'],
    ['cut text', encodeCursor(cursor, filter).slice(0, -9)],
    ['JSON of another shape', encoded({ direction: 'next' })],
    ['an unknown direction', encoded(['up', cursor.createdAt, 'a'])],
    ['a day that does not exist', encoded(['next', '2026-02-30T00:00:00.000000Z', 'a'])],
    ['a time without its microseconds', encoded(['next', '2026-02-20T00:00:00.000Z', 'a'])],
    ["PostgreSQL's infinity", encoded(['next', 'infinity', 'a'])],
    ['an id that holds NUL', encoded(['next', cursor.createdAt, 'a\u0000'])],
    ['a list’s without its filter', encodeCursor(cursor, {})],
    [
      'what was given more than a day ago',
      encodePlace(['next', cursor.createdAt, 'a'], filter, Date.now() - 86_401_000),
    ],
    ['an edited place', encodeCursor(cursor, filter).replace(/.{4}$/, 'AAAA')],
    ['a hundred kilobytes', 'A'.repeat(100_000)],
  ])('refuse %s', (_case, text) => {
    expect(decodeCursor(text, filter)).toBeNull();
  });
});
