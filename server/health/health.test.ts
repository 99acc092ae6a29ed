import { expect, test, vi } from 'vitest';
import { Health } from './health';

const alive = { isAlive: true };
const has = (schema: boolean) => (): Promise<boolean> => Promise.resolve(schema);

test('is ready while the heartbeat is current and the database has its tables', async () => {
  expect(await new Health(alive, { hasSchema: has(true) }).readiness()).toBe('ready');
});

test.each([
  ['no-heartbeat', { isAlive: false }, has(true)],
  ['wrong-schema', alive, has(false)],
  ['no-database', alive, (): Promise<boolean> => Promise.reject(new Error('gone'))],
] as const)('says %s', async (readiness, node, hasSchema) => {
  expect(await new Health(node, { hasSchema }).readiness()).toBe(readiness);
});

test('HE1. is not ready any more once it stops, without asking the database', async () => {
  const hasSchema = vi.fn(has(true));
  const health = new Health(alive, { hasSchema });
  health.stop();
  expect(await health.readiness()).toBe('stopping');
  expect(hasSchema).not.toHaveBeenCalled();
});

test('HE2. asks the database once for many probes, and gives up on one that does not answer', async () => {
  vi.useFakeTimers();
  try {
    const hasSchema = vi.fn(() => new Promise<boolean>(() => undefined));
    const health = new Health(alive, { hasSchema });
    const probes = [health.readiness(), health.readiness()];
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await Promise.all(probes)).toEqual(['no-database', 'no-database']);
    expect(hasSchema).toHaveBeenCalledTimes(1);
  } finally {
    vi.useRealTimers();
  }
});
