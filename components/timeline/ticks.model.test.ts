import { describe, expect, it } from 'vitest';
import { buildScale } from './scale.model';
import { formatElapsed, ticks } from './ticks.model';

const HOUR = 3_600_000;

describe('ticks', () => {
  it('fall on round steps, with room between them', () => {
    const scale = buildScale({ from: 5000, to: 6000, work: [], collapseIdle: false });
    expect(ticks(scale, 900).map(({ text }) => text)).toEqual([
      '0',
      '100 ms',
      '200 ms',
      '300 ms',
      '400 ms',
      '500 ms',
      '600 ms',
      '700 ms',
      '800 ms',
      '900 ms',
      '1.0 s',
    ]);
  });

  it('leave shortened time out', () => {
    const work = [
      { from: 0, to: 2000 },
      { from: 24 * HOUR, to: 24 * HOUR + 2000 },
    ];
    const scale = buildScale({ from: 0, to: 24 * HOUR + 2000, work, collapseIdle: true });
    const marks = ticks(scale, 1000);
    expect(marks.every(({ at }) => at <= 2000 || at >= 24 * HOUR)).toBe(true);
    expect(marks.map(({ text }) => text)).toContain('1d');
  });

  it('stay few over years', () => {
    const scale = buildScale({ from: 0, to: 9 * 365 * 24 * HOUR, work: [], collapseIdle: false });
    expect(ticks(scale, 900).length).toBeLessThan(14);
  });
});

describe('formatElapsed', () => {
  it.each([
    [0, 100, '0'],
    [250, 50, '250 ms'],
    [1200, 200, '1.2 s'],
    [1250, 50, '1.25 s'],
    [30_000, 10_000, '30 s'],
    [90_000, 30_000, '1m 30s'],
    [2 * HOUR, HOUR, '2h'],
    [84 * HOUR, 12 * HOUR, '3d 12h'],
  ])('%d at steps of %d reads %s', (ms, step, text) => {
    expect(formatElapsed(ms, step)).toBe(text);
  });
});
