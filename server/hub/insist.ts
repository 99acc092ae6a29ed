/** Tries again what the database did not do, with growing pauses. */
import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS_MAX = 2_000;

/** How long to wait before the attempt after so many failures in a row: not at all after the first. */
export function pauseMs(failures: number): number {
  return failures <= 1 ? 0 : Math.min(25 * 2 ** failures, PAUSE_MS_MAX);
}

/** What the attempt that worked gives; undefined where `stopping` came before. */
export async function insist<T>(
  attempt: () => Promise<T>,
  stopping: AbortSignal,
  onFailure: (error: unknown) => void,
): Promise<T | undefined> {
  for (let failures = 1; !stopping.aborted; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      onFailure(error);
    }
    await sleep(pauseMs(failures), undefined, { signal: stopping, ref: false }).catch(() => {});
  }
  return undefined;
}
