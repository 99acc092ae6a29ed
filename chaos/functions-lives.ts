/** Instances whose lives take turns: they continue as new, ask people, fail and are tried again. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { activity, orchestrator } from 'perdure';
import { slowEcho } from './functions';

export type Cycle = { left: number; sum: number };

/** Takes one event in each of its generations; the sum of what they bring. */
export const cycle = orchestrator('Cycle', function* (context, { left, sum }: Cycle) {
  if (left === 0) return sum;
  const added = yield* context.waitForExternalEvent<number>('Add');
  context.continueAsNew({ left: left - 1, sum: sum + added } satisfies Cycle);
  return 0;
});

/** Asks a person, and gives the answer. */
export const decision = orchestrator('Decision', async (context, _size: number) => {
  const answer = await context.waitForExternalEvent<string>('Decision', {
    question: 'Which way?',
    choices: [
      { label: 'Left', value: 'left' },
      { label: 'Right', value: 'right' },
    ],
  });
  await context.callActivity(slowEcho, 0);
  return answer;
});

const FAILURES = 2;

export const flaky = activity('Flaky', (size: number, { attempt }) => {
  if (attempt <= FAILURES) throw new Error(`try ${attempt}`);
  return size;
});

/** Its activity fails twice before it succeeds. */
export const retrying = orchestrator('Retrying', function* (context, size: number) {
  const retry = { firstRetryIntervalInMilliseconds: 40, maxNumberOfAttempts: FAILURES + 1 };
  return yield* context.callActivity(flaky, size, { retry });
});

/** Fails until the instance was mended. */
export const fragile = activity('Fragile', (size: number, { instanceId }) => {
  if (existsSync(join(process.env['CHAOS_DIR'] ?? '', instanceId))) return size;
  throw new Error('broken');
});

/** Fails at its end, until it is mended and rewound. */
export const breaking = orchestrator('Breaking', async (context, size: number) => {
  for (let value = 1; value < size; value += 1) await context.callActivity(slowEcho, value);
  return context.callActivity(fragile, size);
});
