/** The functions that the tests of routes drive. */
import { activity, entity, entityId, orchestrator } from 'perdure';
import { z } from 'zod';

const say = activity('Say', (text: string) => `Hello ${text}!`);

const hello = orchestrator('Hello', function* (ctx, names: string[] | undefined) {
  ctx.setCustomStatus({ greeted: 0 });
  return yield ctx.all((names ?? ['world']).map((name) => ctx.callActivity(say, name)));
});

const approval = orchestrator('Approval', async (ctx) => ctx.waitForExternalEvent('Approval'));

const failing = orchestrator('Failing', (): Promise<never> => Promise.reject(new TypeError('boom')));

const tried = new Set<string>();

/** Fails at the first run of each instance. */
const repair = activity('Repair', (_: undefined, { instanceId }) => {
  if (tried.has(instanceId)) return 'repaired';
  tried.add(instanceId);
  throw new Error('out of order');
});

const repairing = orchestrator('Repairing', async (ctx) => ctx.callActivity(repair));

const booking = orchestrator('Booking', async (_ctx, { seats }) => seats, {
  input: z.object({ seats: z.number().int('Give a whole number.').default(1) }),
});

/** Something of everything that a history can hold, one after the other. */
const journey = orchestrator('Journey', async (ctx, input: unknown) => {
  await ctx.callActivity(say, 'there');
  await ctx.callSubOrchestrator(hello, ['child'], { instanceId: `${ctx.instanceId}-child` });
  try {
    await ctx.callActivity(repair);
  } catch {
    ctx.setCustomStatus('out of order');
  }
  await ctx.createTimer(ctx.currentUtcDateTime);
  ctx.signalEntity(entityId('counter', 'journey'), 'add', 1);
  ctx.sendEvent(`${ctx.instanceId}-child`, 'Late', 'too late');
  await ctx.waitForExternalEvent('Approval');
  return input;
});

const echo = orchestrator('Echo', async (_ctx, value: unknown) => value);

export const sampleOrchestrators = [hello, approval, failing, repairing, booking, journey, echo];

export const sampleActivities = [say, repair];

const counter = entity('Counter', {
  initialState: () => ({ count: 0 }),
  operations: {
    add: (state, amount: number) => {
      if (amount < 0) throw new RangeError('It only goes up.');
      state.count += amount;
      return state.count;
    },
    reset: (state) => {
      state.count = 0;
    },
  },
});

const notes = entity('Notes', {
  initialState: () => ({ text: '' }),
  operations: {
    write: (state, text: string) => {
      state.text = text;
    },
  },
});

export const sampleEntities = [counter, notes];
