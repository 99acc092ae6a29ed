import { expect, it } from 'vitest';
import { urgencyOf } from './deadline.model';

it.each([
  [0, 'calm'],
  [75, 'calm'],
  [76, 'soon'],
  [99, 'soon'],
  [100, 'late'],
])('after %d of 100 ms: %s', (now, urgency) => {
  expect(urgencyOf(0, 100, now)).toBe(urgency);
});
