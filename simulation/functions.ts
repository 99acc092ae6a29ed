/** The functions that a simulated hub runs. What each instance must come to is known from its input. */
import { setTimeout as sleep } from 'node:timers/promises';
import { activity, entity, entityId, orchestrator } from 'perdure';

/** What the world does with activities, and sees of them. */
export type ActivityWorld = {
  /** How long a run takes, in milliseconds. */
  takes(): number;
  ran(idempotencyKey: string, deliveryCount: number): void;
};

let world: ActivityWorld = { takes: () => 0, ran: () => {} };

/** The activities belong to this world from now on. */
export function setActivityWorld(next: ActivityWorld): void {
  world = next;
}

export const increment = activity('Increment', async (value: number, { idempotencyKey, deliveryCount }) => {
  world.ran(idempotencyKey, deliveryCount);
  const ms = world.takes();
  if (ms > 0) await sleep(ms);
  return value + 1;
});

/** Fails at its first two tries. */
export const flaky = activity('Flaky', async (value: number, { attempt }) => {
  const ms = world.takes();
  if (ms > 0) await sleep(ms);
  if (attempt < 3) throw new Error('not yet');
  return value;
});

export const endless = activity('Endless', async (_: null, { signal }) => {
  await sleep(4_000, undefined, { signal }).catch(() => {});
  return null;
});

export const broken = activity('Broken', (fixedFrom: number, { idempotencyKey }) => {
  if (Number(idempotencyKey.split(':').at(-2)) < fixedFrom) throw new Error('broken');
  return 'mended';
});

export const chain = orchestrator('Chain', function* (context, size: number) {
  let value = 0;
  while (value < size) value = yield* context.callActivity(increment, value);
  return value;
});

export const fan = orchestrator('Fan', async (context, size: number) => {
  const retry = { firstRetryIntervalInMilliseconds: 50, maxNumberOfAttempts: 3 };
  const tasks = Array.from({ length: size }, (_, value) =>
    value % 2 === 0 ? context.callActivity(increment, value - 1) : context.callActivity(flaky, value, { retry }),
  );
  const results = await context.all(tasks);
  return results.reduce((sum, value) => sum + value, 0);
});

export const nap = orchestrator('Nap', function* (context, size: number) {
  for (let count = 0; count < size; count += 1) {
    yield* context.createTimer({ milliseconds: 20 + 400 * count });
    yield* context.callActivity(increment, count);
  }
  return size;
});

/** An activity that is given up, again and again. */
export const hurry = orchestrator('Hurry', async (context, size: number) => {
  for (let count = 0; count < size; count += 1) {
    const timer = context.createTimer({ milliseconds: 150 });
    const won = await context.any([context.callActivity(endless, null), timer]);
    if (won !== timer) timer.cancel();
  }
  return size;
});

export const adder = orchestrator('Adder', async (context, size: number) => {
  const heard: number[] = [];
  while (heard.length < size) heard.push(await context.waitForExternalEvent<number>('Add'));
  return heard.join();
});

/** A generation for each event. */
export const eternal = orchestrator('Eternal', function* (context, state: { left: number; heard: string }) {
  if (state.left === 0) return state.heard;
  const value = yield* context.waitForExternalEvent<number>('Add');
  yield* context.callActivity(increment, value);
  const heard = state.heard === '' ? `${value}` : `${state.heard},${value}`;
  return context.continueAsNew({ left: state.left - 1, heard });
});

export const member = orchestrator('Member', function* (context, value: number) {
  const result = yield* context.callActivity(increment, value);
  if (value % 3 === 2) throw new Error('an unlucky member');
  return result;
});

export const family = orchestrator('Family', async (context, size: number) => {
  let lucky = 0;
  const call = (value: number) =>
    context.callSubOrchestrator(member, value).then(
      () => 1,
      () => 0,
    );
  for (let value = 0; value < size; value += 2) lucky += await call(value);
  const others = Array.from({ length: Math.floor(size / 2) }, (_, index) =>
    context.callSubOrchestrator(member, 3 * index),
  );
  const results = await context.all(others);
  return `${lucky} and ${results.length}`;
});

export const listener = orchestrator('Listener', function* (context, size: number) {
  const heard: number[] = [];
  while (heard.length < size) heard.push(yield* context.waitForExternalEvent<number>('Said'));
  return heard.join();
});

export const talk = orchestrator('Talk', function* (context, size: number) {
  const instanceId = `${context.instanceId}-listener`;
  const listening = context.callSubOrchestrator(listener, size, { instanceId });
  for (let value = 0; value < size; value += 1) {
    context.sendEvent(instanceId, 'Said', value);
    if (value % 2 === 0) yield* context.callActivity(increment, value);
  }
  return yield* listening;
});

export const account = entity('Account', {
  initialState: () => ({ balance: 0, count: 0 }),
  operations: {
    add: (state, amount: number) => {
      state.balance += amount;
      state.count += 1;
      return state.balance;
    },
  },
});

export const tally = orchestrator('Tally', function* (context, size: number) {
  const target = entityId(account, 'tally');
  for (let count = 0; count < size; count += 1) {
    context.signalEntity(target, 'add', 1);
    yield* context.callEntity(target, 'add', 1);
  }
  return size;
});

export const transfer = orchestrator('Transfer', async (context, { from, to }: { from: string; to: string }) => {
  const [source, target] = [entityId(account, from), entityId(account, to)];
  const locks = await context.lockEntities(source, target);
  const before = await context.callEntity(source, 'add', -1);
  await context.callActivity(increment, 0);
  await context.callEntity(target, 'add', 1);
  const after = await context.callEntity(source, 'add', 0);
  locks.release();
  return before === after;
});

/** Fails in its first generations, until it has been rewound so often. */
export const fragile = orchestrator('Fragile', function* (context, fixedFrom: number) {
  yield* context.callActivity(increment, 0);
  return yield* context.callActivity(broken, fixedFrom);
});

/** Waits for what may never come. */
export const patient = orchestrator('Patient', function* (context, ms: number) {
  const timer = context.createTimer({ milliseconds: ms });
  yield* context.callSubOrchestrator(member, 0);
  yield* context.any([context.waitForExternalEvent('Go'), timer, context.callActivity(endless, null)]);
  yield* context.callActivity(increment, 1);
  return 'done';
});
