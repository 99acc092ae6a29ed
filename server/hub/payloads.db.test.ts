import { activity, orchestrator } from 'perdure';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import type { Runtime } from '../runtime';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const echo = activity('Echo', (value: unknown) => value);
const make = activity('Make', (kind: string): unknown => MAKERS[kind]?.());

const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;

const MAKERS: Record<string, () => unknown> = {
  bigint: () => 1n,
  cycle: () => cyclic,
  function: () => () => 0,
  symbol: () => Symbol('mark'),
  refusing: () => ({
    toJSON: () => {
      throw new Error('no');
    },
  }),
  huge: () => 'x'.repeat(17_000_000),
  deep: () => JSON.parse(`${'['.repeat(2_000)}${']'.repeat(2_000)}`),
};

const echoes = orchestrator('Echoes', async (context, value: unknown) => {
  context.setCustomStatus(typeof value === 'string' ? value.slice(0, 1_000) : value);
  const event = await context.waitForExternalEvent('Value');
  return [await context.callActivity(echo, value), event];
});

const makes = orchestrator('Makes', async (context, kind: string) => await context.callActivity(make, kind));

const shows = orchestrator('Shows', async (context, status: unknown) => context.setCustomStatus(status));

const scream = activity('Scream', () => {
  const cause = new Error('NUL \u0000, lone \ud800');
  cause.cause = cause;
  throw new Error('x'.repeat(10_000_000), { cause });
});

const throwing = orchestrator('Throwing', async (context) => await context.callActivity(scream));

let hub: TestHub;
let node: Runtime;

beforeAll(async () => {
  hub = await openTestHub();
  node = await hub.open({ echo, make, echoes, makes, shows, scream, throwing });
});

afterEach(async () => expect(await violations(hub.sql)).toEqual([]));

afterAll(() => hub.close());

describe('what JSON can hold comes back from PostgreSQL as it was', () => {
  it.each([
    ['0 (bug class: falsy values)', 0],
    ['false', false],
    ['an empty string', ''],
    ['null', null],
    ['a NUL character', 'a\u0000b'],
    ['a lone surrogate', '\ud800 and \udfff'],
    ['what looks like an array of PostgreSQL', '{"a",NULL,\\}'],
    ['a megabyte', 'ü'.repeat(1_000_000)],
    ['500 levels', JSON.parse(`${'['.repeat(498)}${']'.repeat(498)}`)],
  ])('%s', async (_what, value) => {
    const instanceId = await node.client.startNew(echoes, value);
    await node.client.raiseEvent(instanceId, 'Value', value);
    expect((await node.client.waitForCompletion(instanceId)).output).toEqual([value, value]);
    const { input, customStatus } = (await node.client.getInstance(instanceId)) ?? {};
    expect(input).toBe(JSON.stringify(value));
    expect(customStatus).not.toBeNull();
  });
});

describe('what cannot be stored fails its own activity, and nothing beside it', () => {
  it.each([
    ['bigint', 'NotSerializable'],
    ['cycle', 'NotSerializable'],
    ['function', 'NotSerializable'],
    ['symbol', 'NotSerializable'],
    ['refusing', 'NotSerializable'],
    ['deep', 'NotSerializable'],
    ['huge', 'PayloadTooLarge'],
  ])('%s', async (kind, errorType) => {
    const [bad, good] = await Promise.all([node.client.startNew(makes, kind), node.client.startNew(makes, 'none')]);
    const failed = await node.client.waitForCompletion(bad);
    expect(failed).toMatchObject({ status: 'Failed', failure: { innerFailure: { errorType, isNonRetriable: true } } });
    expect(await node.client.waitForCompletion(good)).toMatchObject({ status: 'Completed' });
  });
});

it('a custom status that is too large fails its instance with a clear message', async () => {
  const instanceId = await node.client.startNew(shows, 'x'.repeat(70_000));
  expect(await node.client.waitForCompletion(instanceId)).toMatchObject({
    status: 'Failed',
    failure: { message: 'The custom status is too large: 70002 characters of JSON, where 16384 are allowed.' },
  });
});

it('whatever is thrown is told', async () => {
  const instanceId = await node.client.startNew(throwing, undefined);
  const { failure } = await node.client.waitForCompletion(instanceId);
  expect(failure?.innerFailure?.message).toHaveLength(8_192);
  expect(failure?.innerFailure?.innerFailure?.message).toBe('NUL \ufffd, lone \ufffd');
});
