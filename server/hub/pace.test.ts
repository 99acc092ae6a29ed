import { setImmediate as round } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Pace } from './pace';

test('Y1. one step is taken in a round of the event loop, in the order in which they came', async () => {
  const pace = new Pace();
  const taken: string[] = [];
  const step = async (name: string) => {
    await pace.turn();
    taken.push(name);
  };
  const seen: number[] = [];
  const steps = Promise.all(['a', 'b', 'c'].map(step));
  for (let rounds = 0; rounds < 4; rounds += 1) {
    seen.push(taken.length);
    await round();
  }
  await steps;
  expect(taken).toEqual(['a', 'b', 'c']);
  expect(seen[0]).toBeLessThan(3);
});

test('Y2. a step that comes alone is taken at once', async () => {
  const pace = new Pace();
  expect(pace.turn()).toBeNull();
  expect(pace.turn()).not.toBeNull();
  await round();
  await round();
  await round();
  expect(pace.turn()).toBeNull();
});
