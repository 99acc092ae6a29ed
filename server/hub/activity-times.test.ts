import { expect, it } from 'vitest';
import { ActivityTimes } from './activity-times';

it('goes by what was of late; what was never run is not brief', () => {
  const times = new ActivityTimes();
  expect(times.isBrief('A')).toBe(false);
  times.note('A', 1);
  expect([times.isBrief('A'), times.isBrief('B')]).toEqual([true, false]);
  for (let run = 0; run < 5; run += 1) times.note('A', 100);
  expect(times.isBrief('A')).toBe(false);
  for (let run = 0; run < 50; run += 1) times.note('A', 1);
  expect(times.isBrief('A')).toBe(true);
});
