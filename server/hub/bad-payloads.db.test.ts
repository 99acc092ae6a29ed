/** What code gives that cannot be stored, or does that never ends: its own instance fails, and the others go on. */
import { activity, orchestrator } from 'perdure';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setLimits } from '@/contract/limits';
import type { Runtime } from '../runtime';
import { openTestHub, type TestHub } from './testing/open-test-hub';

class Money {
  readonly amount = 3;
}

const cycle: Record<string, unknown> = {};
cycle['self'] = cycle;

const throwing = {
  toJSON() {
    throw new RangeError('not today');
  },
};

const endless = (): Error => {
  const error = new Error('round and round');
  error.cause = error;
  return error;
};

/** What activities give, by the names that the cases have for it. */
const GIVEN: Record<string, () => unknown> = {
  'a bigint': () => 1n,
  'a cycle': () => cycle,
  'a function': () => () => 1,
  'a symbol': () => Symbol('a'),
  'what throws as it is written': () => throwing,
  '20 million characters': () => 'x'.repeat(20_000_000),
  'a map': () => new Map([[1, 2]]),
  'a set': () => new Set([1]),
  'a date': () => new Date(0),
  'an instance of a class': () => new Money(),
  'undefined in an array': () => [undefined, 1],
  'not a number': () => ({ at: [Number.NaN] }),
};

const THROWN: Record<string, () => unknown> = {
  null: () => null,
  'a text': () => 'just a text',
  'an error that caused itself': endless,
  'a message of ten million characters': () => new Error('x'.repeat(10_000_000)),
};

const give = activity('Give', (what: string) => GIVEN[what]?.());
const fail = activity('Fail', (what: string) => {
  throw THROWN[what]?.();
});
const say = activity('Say', (text: string) => text);

const giving = orchestrator('Giving', async (ctx, what: string) => ctx.callActivity(give, what));
const failing = orchestrator('Throwing', async (ctx, what: string) => ctx.callActivity(fail, what));
const saying = orchestrator('Saying', async (ctx) => ctx.callActivity(say, 'hello'));
const longName = orchestrator('LongName', async (ctx) => ctx.callActivity('x'.repeat(10_000)));
const stray = orchestrator('Stray', async () => new Promise(() => undefined));
const statusTooLong = orchestrator('StatusTooLong', async (ctx) => ctx.setCustomStatus('x'.repeat(1_000_000)));
const again = orchestrator('Again', async (ctx, count: number) => ctx.continueAsNew(count + 1));
const hoarding = orchestrator('Hoarding', async (ctx) => {
  for (;;) await ctx.callActivity(say, 'x');
});
const later = orchestrator('Later', async (ctx) => ctx.createTimer({ days: 40_000 }));

const functions = {
  give,
  fail,
  say,
  giving,
  failing,
  saying,
  longName,
  stray,
  statusTooLong,
  again,
  hoarding,
  later,
};

let hub: TestHub;
let node: Runtime;

beforeAll(async () => {
  hub = await openTestHub();
  node = await hub.open(functions);
});

afterAll(() => hub.close());

afterEach(() => setLimits({}));

/** How the instance ends, with another one beside it that has to end well. */
async function endOf(name: string, input?: unknown) {
  const ids = await Promise.all([node.client.startNew(name, input), node.client.startNew(saying)]);
  expect(await node.client.waitForCompletion(ids[1])).toMatchObject({ status: 'Completed', output: 'hello' });
  return node.client.waitForCompletion(ids[0]);
}

describe('payloads from code', () => {
  it.each([
    ['89', 'a bigint', 'NotSerializable'],
    ['89', 'a cycle', 'NotSerializable'],
    ['89', 'a function', 'NotSerializable'],
    ['89', 'a symbol', 'NotSerializable'],
    ['91', 'what throws as it is written', 'NotSerializable'],
    ['93', '20 million characters', 'PayloadTooLarge'],
  ])('%s: an activity that gives %s fails', async (_row, what, errorType) => {
    const { status, failure } = await endOf('Giving', what);
    expect(status).toBe('Failed');
    expect(failure?.innerFailure ?? failure).toMatchObject({ errorType });
  });

  it.each([
    ['a map', {}],
    ['a set', {}],
    ['a date', '1970-01-01T00:00:00.000Z'],
    ['an instance of a class', { amount: 3 }],
    ['undefined in an array', [null, 1]],
    ['not a number', { at: [null] }],
  ])('90: %s is what JSON makes of it; where JSON is strict, the activity fails', async (what, stored) => {
    expect(await endOf('Giving', what)).toMatchObject({ status: 'Completed', output: stored });
    setLimits({ strictJson: true });
    const { failure } = await endOf('Giving', what);
    expect(failure?.innerFailure ?? failure).toMatchObject({ errorType: 'NotSerializable' });
  });

  it.each(Object.keys(THROWN))('92: an activity that throws %s fails with what is worth keeping', async (what) => {
    const { status, failure } = await endOf('Throwing', what);
    expect(status).toBe('Failed');
    expect(JSON.stringify(failure).length).toBeLessThan(30_000);
  });

  it.each<[row: string, name: string, errorType: string | RegExp]>([
    ['48: a call of an activity whose name is too long', 'LongName', 'TypeError'],
    ['94: a wait for what is not durable', 'Stray', 'NotDurable'],
    ['96: a custom status of a million characters', 'StatusTooLong', 'PayloadTooLarge'],
    ['a timer in more than a hundred years', 'Later', 'TypeError'],
  ])('%s fails the instance', async (_row, name, errorType) => {
    expect(await endOf(name)).toMatchObject({ status: 'Failed', failure: { errorType } });
  });

  it('97: an instance that does nothing but continue as new does so a hundred times a second at most', async () => {
    const id = await node.client.startNew(again, 0);
    const { createdAt } = await hub.once(id, ({ generation }) => generation >= 60);
    expect(Date.now() - Date.parse(createdAt)).toBeGreaterThanOrEqual(500);
    await node.client.terminate(id, 'enough');
  });

  it('a history that is too long fails its instance', async () => {
    setLimits({ historyEvents: 100 });
    const id = await node.client.startNew(hoarding);
    const { status, failure } = await node.client.waitForCompletion(id);
    expect([status, failure?.errorType]).toEqual(['Failed', 'HistoryTooLong']);
  });
});
