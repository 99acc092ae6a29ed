import { describe, expect, it } from 'vitest';
import { formatDuration, formatGrowingDuration, formatSpan } from './duration.model';

const HOUR = 3_600_000;

describe('formatDuration', () => {
  it.each([
    [-5, '0 ms'],
    [0.4, '0 ms'],
    [812, '812 ms'],
    [1000, '1.00 s'],
    [4219, '4.21 s'],
    [59_990, '59.9 s'],
    [64_000, '1m 04s'],
    [2 * HOUR + 5 * 60_000, '2h 05m'],
    [76 * HOUR, '3d 04h'],
  ])('%d ms reads %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('formatSpan', () => {
  it.each([
    [0, 1, '0 ms'],
    [812, 1, '812 ms'],
    [38_400, 1, '38 s'],
    [2 * HOUR + 59 * 60_000, 1, '2 h'],
    [21 * HOUR + 57 * 60_000, 2, '21 h 57 min'],
    [21 * HOUR, 2, '21 h'],
    [25 * HOUR, 2, '1 d 1 h'],
  ] as const)('%d ms in %d units reads %s', (ms, units, text) => {
    expect(formatSpan(ms, units)).toBe(text);
  });
});

describe('formatGrowingDuration', () => {
  it.each([
    [-20, '0 s'],
    [4219, '4 s'],
    [64_999, '1m 04s'],
  ])('%d ms reads %s', (ms, text) => {
    expect(formatGrowingDuration(ms)).toBe(text);
  });
});
