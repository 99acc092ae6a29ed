import type { DurableClient } from 'perdure';
import { hello } from './functions';

/** Activities a second: `n` instances of three activities, started as fast as possible, all results awaited. */
export async function helloRate(client: DurableClient, n: number): Promise<number> {
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: n }, async () => {
      const { status } = await client.waitForCompletion(await client.startNew(hello));
      if (status !== 'Completed') throw new Error(`An instance ended as ${status}.`);
    }),
  );
  return Math.round((3 * n * 1_000) / (performance.now() - startedAt));
}
