import { describe, expect, it } from 'vitest';
import { testTask } from './test-task';
import { FOLD_MIN, timelineRows } from './timeline-rows.model';

const fanOut = (count: number) => Array.from({ length: count }, (_, index) => testTask(index + 1));
const NOTHING: ReadonlySet<string> = new Set();

describe('timelineRows', () => {
  it('gives each task its row', () => {
    expect(timelineRows(fanOut(FOLD_MIN - 1), NOTHING)).toHaveLength(FOLD_MIN - 1);
  });

  it('folds many tasks of a name and a turn into one row', () => {
    const [row, ...rest] = timelineRows(fanOut(500), NOTHING);
    expect(rest).toEqual([]);
    expect(row).toMatchObject({ type: 'fan', expanded: false, fan: { name: 'Say', members: { length: 500 } } });
  });

  it('unfolds it into its members, one level deeper', () => {
    const rows = timelineRows(fanOut(12), new Set(['fan-1-activity-Say']));
    expect(rows).toHaveLength(13);
    expect(rows[1]).toMatchObject({ type: 'task', depth: 1, key: 'task-1' });
  });

  it('does not fold what another turn scheduled, nor another name', () => {
    const rows = timelineRows([...fanOut(12), testTask(13, { turn: 2 }), testTask(14, { name: 'Charge' })], NOTHING);
    expect(rows.map(({ key }) => key)).toEqual(['fan-1-activity-Say', 'task-13', 'task-14']);
  });

  it('sums its members up', () => {
    const members = [...fanOut(10), testTask(11, { outcome: 'failed', endedAt: 90 }), testTask(12, { startedAt: -5 })];
    const [row] = timelineRows(members, NOTHING);
    expect(row).toMatchObject({
      fan: { startedAt: -5, endedAt: 90, outcome: 'failed', counts: { done: 11, failed: 1, open: 0, canceled: 0 } },
    });
  });

  it('is open while any member is', () => {
    const [row] = timelineRows([...fanOut(11), testTask(12, { outcome: 'open', endedAt: null })], NOTHING);
    expect(row).toMatchObject({ fan: { endedAt: null, outcome: 'open' } });
  });
});
