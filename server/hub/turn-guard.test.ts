import { expect, test } from 'vitest';
import { type Guarded, TurnGuard } from './turn-guard';

const guard = new TurnGuard(2_000, null);

const turns = (count: number, facts: Partial<Guarded> = {}) =>
  new Map(Array.from({ length: count }, (_, index) => [index, { instanceId: `${index}`, code: 'Order@', ...facts }]));

test('G1. new code is guarded until it has ended twenty turns', () => {
  for (let turn = 0; turn < 20; turn += 1) {
    const over = guard.over(turns(1));
    expect(over.interrupts).toBe(true);
    over.ended(0);
  }
  expect(guard.over(turns(1)).interrupts).toBe(false);
  expect(guard.over(turns(1, { code: 'Order@2' })).interrupts).toBe(true);
});

test('G2. many turns are always guarded', () => {
  expect(guard.over(turns(63)).interrupts).toBe(false);
  expect(guard.over(turns(64)).interrupts).toBe(true);
});

test('a replay has more time the more there is of it', () => {
  expect(guard.over(turns(1)).budgetMs).toBe(2_000);
  expect(guard.over(turns(2, { eventsReplayed: 100_000 })).budgetMs).toBe(22_000);
});
