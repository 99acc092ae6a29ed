import { describe, expect, it } from 'vitest';
import { placeLabel, placeSpan } from './bar.model';
import { buildScale } from './scale.model';

const scale = buildScale({ from: 0, to: 1000, work: [], collapseIdle: false });

describe('placeSpan', () => {
  it('is in proportion', () => {
    expect(placeSpan(scale, 250, 500, 800)).toEqual({ left: 200, width: 200 });
  });

  it('is at least two pixels wide, also at the end of the lane', () => {
    expect(placeSpan(scale, 10, 10, 800)).toEqual({ left: 8, width: 2 });
    expect(placeSpan(scale, 1000, 1000, 800)).toEqual({ left: 798, width: 2 });
  });
});

describe('placeLabel', () => {
  it.each([
    [{ left: 0, width: 300 }, 800, 'inside'],
    [{ left: 0, width: 20 }, 800, 'right'],
    [{ left: 780, width: 20 }, 800, 'left'],
    [{ left: 20, width: 40 }, 70, 'inside'],
  ] as const)('%o on a lane of %d goes %s', (span, lane, side) => {
    expect(placeLabel('812 ms', span, lane)).toBe(side);
  });
});
