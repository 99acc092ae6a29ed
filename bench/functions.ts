/** The functions that the workloads run. */
import { setTimeout as sleep } from 'node:timers/promises';
import { activity, entity, orchestrator } from 'perdure';

/** When activities ran, for workloads that time their steps. */
export const marks: number[] = [];

export const echo = activity('Echo', (value: unknown) => {
  marks.push(performance.now());
  return value;
});

export const hello = orchestrator('Hello', function* (context) {
  const said: unknown[] = [];
  for (const word of ['Hello', ' ', 'World!']) said.push(yield* context.callActivity(echo, word));
  return said;
});

export const fanout = orchestrator('Fanout', function* (context, width: number) {
  const tasks = Array.from({ length: width }, (_, index) => context.callActivity(echo, index));
  const results = yield* context.all(tasks);
  return results.length;
});

/** How many activities that wait run, and the most that did. */
export const atOnce = { running: 0, most: 0 };

export const pause = activity('Pause', async () => {
  atOnce.running += 1;
  atOnce.most = Math.max(atOnce.most, atOnce.running);
  await sleep(100);
  atOnce.running -= 1;
});

export const pauses = orchestrator('Pauses', function* (context, width: number) {
  const results = yield* context.all(Array.from({ length: width }, () => context.callActivity(pause)));
  return results.length;
});

export const chain = orchestrator('Chain', function* (context, length: number) {
  let last: unknown;
  for (let index = 0; index < length; index += 1) last = yield* context.callActivity(echo, index);
  return last;
});

export const one = orchestrator('One', function* (context, value: number) {
  return yield* context.callActivity(echo, value);
});

export const waiter = orchestrator('Waiter', function* (context) {
  return yield* context.waitForExternalEvent('Go');
});

export const sleeper = orchestrator('Sleeper', function* (context, forMs: number) {
  yield* context.createTimer(new Date(context.currentUtcDateTime.getTime() + forMs));
});

export const family = orchestrator('Family', function* (context, size: number) {
  const children = Array.from({ length: size }, (_, index) => context.callSubOrchestrator(one, index));
  const results = yield* context.all(children);
  return results.length;
});

export const counter = entity('Counter', {
  initialState: () => 0,
  operations: {
    add(state, amount: number, context) {
      context.setState(state + amount);
      return state + amount;
    },
  },
});
