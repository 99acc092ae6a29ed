import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asksOf } from './fair-shares';

const holding = (nodeId: string, partitions: number) => ({ nodeId, partitions });

it('asks for nothing where nobody has two more than another', () => {
  expect(asksOf('a', [holding('a', 1), holding('b', 2), holding('c', 2)])).toEqual(new Map());
  expect(asksOf('a', [holding('a', 4)])).toEqual(new Map());
});

it('two that join at once ask for different shares of the same plan', () => {
  const holdings = [holding('a', 8), holding('b', 0), holding('c', 0)];
  const asks = ['a', 'b', 'c'].map((nodeId) => asksOf(nodeId, holdings).get('a') ?? 0);
  expect(asks[0]).toBe(0);
  expect(asks.reduce((sum, ask) => sum + ask)).toBe(5);
});

it('asks those that have most', () => {
  const holdings = [holding('a', 2), holding('b', 3), holding('c', 3), holding('new', 0)];
  expect(asksOf('new', holdings)).toEqual(
    new Map([
      ['b', 1],
      ['c', 1],
    ]),
  );
});

it('with everybody’s asks granted, nobody has two more than another', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(12), { minLength: 1, maxLength: 8 }), (counts) => {
      const holdings = counts.map((count, index) => holding(`node-${index}`, count));
      const after = new Map(holdings.map(({ nodeId, partitions }) => [nodeId, partitions]));
      for (const { nodeId } of holdings) {
        for (const [owner, count] of asksOf(nodeId, holdings)) {
          after.set(owner, (after.get(owner) ?? 0) - count);
          after.set(nodeId, (after.get(nodeId) ?? 0) + count);
        }
      }
      expect(Math.max(...after.values()) - Math.min(...after.values())).toBeLessThanOrEqual(1);
    }),
  );
});
