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
  const bar = { left: 100, width: 200 };

  it('stands within the part that can hold it', () => {
    expect(placeLabel('812 ms', bar, { left: 150, width: 60 })).toEqual({ left: 156, isInside: true });
  });

  it('stands behind the bar where there is no such part', () => {
    expect(placeLabel('812 ms', bar, { left: 280, width: 20 })).toEqual({ left: 306, isInside: false });
    expect(placeLabel('812 ms', bar, null)).toEqual({ left: 306, isInside: false });
  });
});
