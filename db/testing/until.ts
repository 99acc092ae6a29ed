// Waits for what nobody tells: asks again and again, with a deadline.

import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 10;
const WITHIN_MS = 15_000;

/** The first answer that is not undefined, null or false. Throws with `what` when there is none within `withinMs`. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false>,
  withinMs = WITHIN_MS,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    await sleep(POLL_MS);
  }
  throw new Error(`Not within ${withinMs} ms: ${what}.`);
}
