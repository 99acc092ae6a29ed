import { describe, expect, it } from 'vitest';
import { HubClock, monotonicNow } from './hub-clock';

describe('HubClock', () => {
  it('is this machine’s until the database has spoken, in whole milliseconds', () => {
    const now = new HubClock().now();
    expect(Number.isInteger(now)).toBe(true);
    expect(Math.abs(now - (performance.timeOrigin + monotonicNow()))).toBeLessThan(50);
  });

  it('C1. goes on from what the database said, as if that had been just now', () => {
    const clock = new HubClock();
    const [asked, answered] = [monotonicNow() - 20_000, monotonicNow()];
    clock.adjust(1_000_000, asked, answered);
    const now = clock.now();
    expect(now).toBeGreaterThanOrEqual(1_000_000);
    expect(now).toBeLessThan(1_000_100);
  });

  it('C2. is not put wrong by an answer that took long, in whatever direction', () => {
    const clock = new HubClock();
    const begun = monotonicNow();
    clock.adjust(1_000_000, begun, begun);
    for (const [before, after] of [
      [5_000, 0],
      [0, 5_000],
      [2_500, 2_500],
    ] as const) {
      clock.adjust(1_000_000, begun - before, begun + after);
      const now = clock.now();
      expect(now).toBeGreaterThanOrEqual(1_000_000);
      expect(now).toBeLessThan(1_000_500);
    }
  });

  it('follows the database back, where its clock was set back', () => {
    const clock = new HubClock();
    clock.adjust(2_000_000, monotonicNow(), monotonicNow());
    clock.adjust(1_000_000, monotonicNow(), monotonicNow());
    expect(clock.now()).toBeLessThan(1_000_050);
  });

  it('calls back when a moment has come, unless that is called off, however far it is', async () => {
    const clock = new HubClock();
    const moment = clock.now() + 5;
    clock.callAt(Number.MAX_SAFE_INTEGER, () => expect.fail('too early'))();
    await new Promise<void>((resolve) => {
      clock.callAt(clock.now(), () => expect.fail('called off'))();
      clock.callAt(moment, resolve);
    });
    expect(clock.now()).toBeGreaterThanOrEqual(moment - 1);
  });
});
