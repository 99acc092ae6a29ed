import { expect, test } from 'vitest';
import { barsOf, ceilingOf } from './throughput.model';

const from = '2026-01-01T00:00:00.000Z';

test('a bar has a segment for each kind of end, and one for what has not ended', () => {
  const buckets = [{ Completed: 3, Failed: 1, Terminated: 1, Canceled: 1, Running: 2, Pending: 1 }, {}];
  const [first, second] = barsOf({ from, stepMs: 60_000, cap: 1_001, buckets });
  expect(first).toEqual({
    from: Date.parse(from),
    total: 9,
    isCapped: false,
    counts: { completed: 3, stopped: 2, open: 3, failed: 1 },
  });
  expect(second).toMatchObject({ from: Date.parse(from) + 60_000, total: 0 });
});

test('a bar whose count ended at the cap says so', () => {
  expect(barsOf({ from, stepMs: 1, cap: 1_001, buckets: [{ Completed: 1_001 }] })[0]?.isCapped).toBe(true);
});

test.each([
  [0, 1],
  [1, 1],
  [3, 5],
  [10, 10],
  [11, 20],
  [4_321, 5_000],
  [5_001, 10_000],
])('bars up to %i fit under %i', (total, ceiling) => {
  const bar = { from: 0, total, isCapped: false, counts: { completed: total, stopped: 0, open: 0, failed: 0 } };
  expect(ceilingOf([bar])).toBe(ceiling);
});
