import { describe, expect, it } from 'vitest';
import { failureMarks, fanDensity, fanLabel } from './fan.model';
import type { TaskGroup } from './task-group';
import { testTask } from './test-task';
import { type Fan, timelineRows } from './timeline-rows.model';

function fanOf(change: (index: number) => Partial<TaskGroup>): Fan {
  const [row] = timelineRows(
    Array.from({ length: 10 }, (_, index) => testTask(index, change(index))),
    new Set(),
  );
  if (row?.type !== 'fan') throw new Error('ten tasks make a fan');
  return row.fan;
}

describe('fanDensity', () => {
  it('falls as tasks end', () => {
    const fan = fanOf((index) => ({ endedAt: (index + 1) * 10 }));
    expect(fanDensity(fan, 0, 5)).toEqual([1, 0.9, 0.7, 0.5, 0.3]);
  });

  it('lets open tasks last until now', () => {
    const fan = fanOf((index) => (index === 0 ? { outcome: 'open', endedAt: null } : { endedAt: 10 }));
    expect(fanDensity(fan, 100, 2)).toEqual([1, 0.1]);
  });
});

describe('failureMarks', () => {
  it('marks each moment of failure once', () => {
    const fan = fanOf((index) => (index < 3 ? { outcome: 'failed', endedAt: index === 2 ? 9 : 4 } : {}));
    expect(failureMarks(fan)).toEqual([4, 9]);
  });
});

describe('fanLabel', () => {
  it.each([
    [{ open: 0, done: 10, failed: 0, canceled: 0 }, '1 s'],
    [{ open: 0, done: 7, failed: 3, canceled: 0 }, '1 s · 3 failed'],
    [{ open: 16, done: 23, failed: 1, canceled: 0 }, '1 s · 24 of 40 · 1 failed'],
  ])('%o', (counts, text) => {
    expect(fanLabel('1 s', counts)).toBe(text);
  });
});
