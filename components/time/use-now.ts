import { useSyncExternalStore } from 'react';

const TICK_MS = 1000;

/** One clock for the whole page, so that all that ticks, ticks together. It stands still while nobody looks. */
const clock = {
  now: Date.now(),
  timer: undefined as ReturnType<typeof setInterval> | undefined,
  listeners: new Set<() => void>(),
};

function tick(): void {
  clock.now = Date.now();
  for (const listener of clock.listeners) listener();
}

function subscribe(listener: () => void): () => void {
  clock.listeners.add(listener);
  if (clock.timer === undefined) {
    clock.now = Date.now();
    clock.timer = setInterval(tick, TICK_MS);
  }
  return () => {
    clock.listeners.delete(listener);
    if (clock.listeners.size > 0) return;
    clearInterval(clock.timer);
    clock.timer = undefined;
  };
}

const standing = () => () => undefined;

/** The present in epoch milliseconds, ticking every second; `ticking: false` gives it without following it. */
export function useNow(ticking = true): number {
  return useSyncExternalStore(
    ticking ? subscribe : standing,
    () => clock.now,
    () => clock.now,
  );
}
