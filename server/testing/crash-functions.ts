/** Functions for processes that are killed: slow enough to be caught in the middle. */
import { setTimeout as sleep } from 'node:timers/promises';
import { activity, orchestrator } from 'perdure';

export const slowEcho = activity('SlowEcho', async (value: number) => {
  await sleep(20);
  return { value, ranIn: process.pid };
});

/** `length` activities in sequence; what each gave, in order. */
export const slowChain = orchestrator('SlowChain', async (context, length: number) => {
  const results: { value: number; ranIn: number }[] = [];
  for (let value = 0; value < length; value += 1) results.push(await context.callActivity(slowEcho, value));
  return results;
});
