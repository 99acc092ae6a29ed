/** Functions for processes that are killed: slow enough to be caught in the middle, and each result is known beforehand. */
import { setTimeout as sleep } from 'node:timers/promises';
import { activity, orchestrator } from 'perdure';

export const slowEcho = activity('SlowEcho', async (value: number) => {
  await sleep(20);
  return { value, ranIn: process.pid };
});

/** `size` activities in sequence; what each gave, in order. */
export const slowChain = orchestrator('SlowChain', async (context, size: number) => {
  const results: { value: number; ranIn: number }[] = [];
  for (let value = 0; value < size; value += 1) results.push(await context.callActivity(slowEcho, value));
  return results;
});

/** `size` activities at once; their number. */
export const fan = orchestrator('Fan', function* (context, size: number) {
  const tasks = Array.from({ length: size }, (_, value) => context.callActivity(slowEcho, value));
  const results = yield* context.all(tasks);
  return results.length;
});

/** `size` timers and activities, one after the other; the sum of the values. */
export const nap = orchestrator('Nap', function* (context, size: number) {
  let sum = 0;
  for (let value = 1; value <= size; value += 1) {
    yield* context.createTimer({ milliseconds: 30 });
    sum += (yield* context.callActivity(slowEcho, value)).value;
  }
  return sum;
});

/** Waits for `size` events, and sums what they bring. */
export const counter = orchestrator('Counter', async (context, size: number) => {
  let sum = 0;
  for (let count = 0; count < size; count += 1) sum += await context.waitForExternalEvent<number>('Add');
  return sum;
});

export const member = orchestrator('Member', function* (context, value: number) {
  return (yield* context.callActivity(slowEcho, value)).value;
});

/** `size` sub-orchestrations, the first half one after the other, the others at once; the sum of the values. */
export const family = orchestrator('Family', function* (context, size: number) {
  const values = Array.from({ length: size }, (_, index) => index + 1);
  const half = Math.ceil(size / 2);
  let sum = 0;
  for (const value of values.slice(0, half)) sum += yield* context.callSubOrchestrator(member, value);
  const others = yield* context.all(values.slice(half).map((value) => context.callSubOrchestrator(member, value)));
  return others.reduce((total, value) => total + value, sum);
});

export const listener = orchestrator('Listener', function* (context, size: number) {
  const heard: number[] = [];
  while (heard.length < size) heard.push(yield* context.waitForExternalEvent<number>('Said'));
  return heard.join();
});

/** Tells a sub-orchestration `size` things, in as many turns; what it heard, in order. */
export const talk = orchestrator('Talk', function* (context, size: number) {
  const instanceId = `${context.instanceId}-listener`;
  const listening = context.callSubOrchestrator(listener, size, { instanceId });
  for (let value = 0; value < size; value += 1) {
    context.sendEvent(instanceId, 'Said', value);
    yield* context.callActivity(slowEcho, value);
  }
  return yield* listening;
});
