import { describe, expect, it } from 'vitest';
import { partitionOf } from './partition-of';

const WHOLE_RANGE = 2 ** 32;

describe('partitionOf', () => {
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['b', 0xe70c2de5],
    ['foobar', 0xbf9cf968],
    ['chongo was here!\n', 0xd49930d5],
  ])('hashes %j as the published FNV-1a vectors do', (id, hash) => {
    expect(partitionOf(id, WHOLE_RANGE)).toBe(hash);
  });

  it('hashes UTF-8 bytes, not UTF-16 units', () => {
    expect(partitionOf('é', WHOLE_RANGE)).toBe(0x1e9de8c1);
    expect(partitionOf('🚀', WHOLE_RANGE)).toBe(0x7fa78ada);
  });

  it.each([
    ['order-1', 8, 5],
    ['7b46154ae694432683012495752583da', 16, 9],
    ['approval-2024-11', 32, 6],
  ])('keeps %s, of %i partitions, in partition %i', (id, count, partition) => {
    expect(partitionOf(id, count)).toBe(partition);
  });

  it('spreads ids evenly', () => {
    const sizes = new Array<number>(8).fill(0);
    for (let n = 0; n < 8000; n += 1) {
      const partition = partitionOf(`order-${n}`, 8);
      sizes[partition] = (sizes[partition] ?? 0) + 1;
    }
    expect(Math.min(...sizes)).toBeGreaterThan(850);
    expect(Math.max(...sizes)).toBeLessThan(1150);
  });
});
