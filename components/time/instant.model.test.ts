import { describe, expect, it } from 'vitest';
import { formatClock, formatInstant, formatRelative, formatShortInstant } from './instant.model';

const NOW = Date.parse('2026-03-02T14:05:09.042Z');

describe('formatInstant', () => {
  it('spells the instant out, in UTC', () => {
    expect(formatInstant(NOW, 'utc')).toBe('2 Mar 2026, 14:05:09.042 UTC');
  });

  it('follows the offset of the browser, in local time', () => {
    const offset = new Date(NOW).getTimezoneOffset() * 60_000;
    expect(formatInstant(NOW, 'local')).toBe(formatInstant(NOW - offset, 'utc').replace(' UTC', ''));
  });
});

describe('formatShortInstant', () => {
  it('gives the clock today and the date before', () => {
    expect(formatShortInstant(NOW - 60_000, NOW, 'utc')).toBe('14:04:09');
    expect(formatShortInstant(NOW - 86_400_000, NOW, 'utc')).toBe('1 Mar 14:05');
  });
});

describe('formatClock', () => {
  it('goes to the millisecond', () => {
    expect(formatClock(NOW, 'utc')).toBe('14:05:09.042');
  });
});

describe('formatRelative', () => {
  it.each([
    [0, 'just now'],
    [1400, 'just now'],
    [12_300, '12 s ago'],
    [7_200_000, '2 h ago'],
    [-78_000_000, 'in 21 h'],
    [40 * 86_400_000, /^\d+ Jan 2026$/],
  ])('%d ms ago', (ago, text) => {
    expect(formatRelative(NOW - ago, NOW)).toMatch(text);
  });
});
