import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildScale, positionOf } from './scale.model';

const HOUR = 3_600_000;

describe('a scale in true proportion', () => {
  const scale = buildScale({ from: 1000, to: 2000, work: [], collapseIdle: false });

  it('is one segment', () => {
    expect(scale.segments).toEqual([{ from: 1000, to: 2000, left: 0, right: 1, idle: false }]);
  });

  it('places instants, and keeps those outside at its edges', () => {
    expect([500, 1000, 1250, 2000, 3000].map((at) => positionOf(scale, at))).toEqual([0, 0, 0.25, 1, 1]);
  });

  it('has some width even for an instant', () => {
    const point = buildScale({ from: 1000, to: 1000, work: [], collapseIdle: true });
    expect(positionOf(point, 1000)).toBe(0);
  });
});

describe('a scale with its idle time shortened', () => {
  const work = [
    { from: 0, to: 1000 },
    { from: 24 * HOUR, to: 24 * HOUR + 1000 },
  ];
  const extent = { from: 0, to: 24 * HOUR + 1000, work };
  const scale = buildScale({ ...extent, collapseIdle: true });

  it('gives a long wait little room and the work the rest', () => {
    expect(scale.segments.map(({ idle }) => idle)).toEqual([false, true, false]);
    expect(positionOf(scale, 1000)).toBeCloseTo(0.44);
    expect(positionOf(scale, 24 * HOUR)).toBeCloseTo(0.56);
  });

  it('says that there is idle time also where it is shown in full', () => {
    expect(buildScale({ ...extent, collapseIdle: false })).toMatchObject({ hasIdle: true, segments: { length: 1 } });
  });

  it('shortens nothing where nothing ran', () => {
    expect(buildScale({ from: 0, to: HOUR, work: [], collapseIdle: true }).hasIdle).toBe(false);
  });

  it('shortens nothing that is short', () => {
    expect(buildScale({ from: 0, to: 20, work: [{ from: 8, to: 20 }], collapseIdle: true }).hasIdle).toBe(false);
  });

  it('leaves a long activity as long as it was', () => {
    expect(buildScale({ from: 0, to: HOUR, work: [{ from: 0, to: HOUR }], collapseIdle: true }).hasIdle).toBe(false);
  });

  it('never goes backwards, and fills the lane', () => {
    const interval = fc.tuple(fc.nat(50_000), fc.nat(2500)).map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 12 }), fc.boolean(), (intervals, collapseIdle) => {
        const any = buildScale({ from: 0, to: 55_000, work: intervals, collapseIdle });
        const positions = Array.from({ length: 111 }, (_, index) => positionOf(any, index * 500));
        expect(positions.every((position, index) => index === 0 || position >= (positions[index - 1] ?? 0))).toBe(true);
        expect(positions[0]).toBe(0);
        expect(positions.at(-1)).toBeCloseTo(1);
      }),
    );
  });
});
