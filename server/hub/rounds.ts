/** Runs many turns side by side: where some have to let microtasks run, one macrotask serves them all. */

type Steps<T> = Generator<void, T, void>;

export type Ended<T> = { ok: true; value: T } | { ok: false; error: unknown };

/** Runs every generator to its end, in rounds; what one throws stays with that one. */
export async function runInRounds<Key, T>(generators: Map<Key, Steps<T>>): Promise<Map<Key, Ended<T>>> {
  const ended = new Map<Key, Ended<T>>();
  let running = generators;
  while (running.size > 0) {
    const waiting = new Map<Key, Steps<T>>();
    for (const [key, steps] of running) {
      const result = step(steps);
      if (result === 'waiting') waiting.set(key, steps);
      else ended.set(key, result);
    }
    running = waiting;
    if (running.size > 0) await macrotask();
  }
  return ended;
}

function step<T>(steps: Steps<T>): Ended<T> | 'waiting' {
  try {
    const result = steps.next();
    return result.done ? { ok: true, value: result.value } : 'waiting';
  } catch (error) {
    return { ok: false, error };
  }
}

function macrotask(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
