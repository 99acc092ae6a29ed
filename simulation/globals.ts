/**
 * Gives the code under simulation another clock, other timers and other luck than the machine's. The hub is not written
 * for it: what it imports from Node is exchanged for as long as a simulation runs, which is one macrotask.
 */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import timersPromises from 'node:timers/promises';
import type { Random } from '../chaos/random';
import type { CallOff, Scheduler } from './scheduler';

type Simulated = { scheduler: Scheduler; random: Random };

let simulated: Simulated | null = null;

class Timer {
  constructor(readonly callOff: CallOff) {}
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
}

type Callback = (...values: unknown[]) => void;

const real = {
  setTimeout: globalThis.setTimeout,
  setInterval: globalThis.setInterval,
  setImmediate: globalThis.setImmediate,
  clearTimeout: globalThis.clearTimeout,
  clearInterval: globalThis.clearInterval,
  clearImmediate: globalThis.clearImmediate,
  sleep: timersPromises.setTimeout,
  randomUUID: crypto.randomUUID,
  random: Math.random,
  now: performance.now.bind(performance),
};

function later(callback: Callback, ms = 1, values: unknown[] = []): Timer {
  const { scheduler } = simulated as Simulated;
  const delay = Math.max(1, ms);
  return new Timer(scheduler.at(scheduler.now + delay, scheduler.current, () => callback(...values)));
}

function repeatedly(callback: Callback, ms: number): Timer {
  const { scheduler } = simulated as Simulated;
  const owner = scheduler.current;
  let callOff: CallOff = () => {};
  const again = () => {
    callOff = scheduler.at(scheduler.now + ms, owner, () => {
      again();
      callback();
    });
  };
  again();
  return new Timer(() => callOff());
}

function soon(callback: Callback, values: unknown[]): Timer {
  const { scheduler } = simulated as Simulated;
  return new Timer(scheduler.immediate(scheduler.current, () => callback(...values)));
}

function sleep(ms = 1, value?: unknown, options: { signal?: AbortSignal } = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const { signal } = options;
    if (signal?.aborted) return reject(signal.reason);
    const timer = later(() => resolve(value), ms);
    signal?.addEventListener('abort', () => {
      timer.callOff();
      reject(signal.reason);
    });
  });
}

function clearing(clearReal: (timer: never) => void): (timer: unknown) => void {
  return (timer) => (timer instanceof Timer ? timer.callOff() : clearReal(timer as never));
}

/** 32 hexadecimal digits of the seed's, in the form of a UUID. */
function drawUuid(random: Random): string {
  const part = () =>
    Math.floor(random.next() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  const [a, b, c, d] = [part(), part(), part(), part()];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-8${c.slice(1, 4)}-${c.slice(4)}${d}`;
}

const replaced = {
  setTimeout: (callback: Callback, ms?: number, ...values: unknown[]) =>
    simulated === null ? real.setTimeout(callback, ms, ...values) : later(callback, ms, values),
  setInterval: (callback: Callback, ms = 1, ...values: unknown[]) =>
    simulated === null ? real.setInterval(callback, ms, ...values) : repeatedly(() => callback(...values), ms),
  setImmediate: (callback: Callback, ...values: unknown[]) =>
    simulated === null ? real.setImmediate(callback, ...values) : soon(callback, values),
  clearTimeout: clearing(real.clearTimeout as (timer: never) => void),
  clearInterval: clearing(real.clearInterval as (timer: never) => void),
  clearImmediate: clearing(real.clearImmediate as (timer: never) => void),
};

/** Exchanges what Node gives; gives what takes that back. Outside of `simulating` nothing is different. */
export function installGlobals(): () => void {
  Object.assign(globalThis, replaced);
  performance.now = () => simulated?.scheduler.now ?? real.now();
  Math.random = () => simulated?.random.next() ?? real.random();
  Object.assign(crypto, {
    randomUUID: () => (simulated === null ? real.randomUUID() : drawUuid(simulated.random)),
  });
  Object.assign(timersPromises, {
    setTimeout: (...parameters: Parameters<typeof sleep>) =>
      simulated === null ? real.sleep(...(parameters as Parameters<typeof real.sleep>)) : sleep(...parameters),
  });
  syncBuiltinESMExports();
  return () => {
    const { sleep: _, randomUUID: __, random: ___, now: ____, ...timers } = real;
    Object.assign(globalThis, timers);
    performance.now = real.now;
    Math.random = real.random;
    Object.assign(crypto, { randomUUID: real.randomUUID });
    Object.assign(timersPromises, { setTimeout: real.sleep });
    syncBuiltinESMExports();
  };
}

/** Runs `body`, with this scheduler's time and this random's luck. */
export function simulating(world: Simulated, body: () => void): void {
  simulated = world;
  try {
    body();
  } finally {
    simulated = null;
  }
}
