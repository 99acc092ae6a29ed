import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { failureDetailsSchema } from '@/contract/failure-details';
import { TaskFailedError, toFailureDetails } from './failure';
import { tell } from './testing/messages';
import { bothStyles } from './testing/scenario';
import { TestInstance } from './testing/test-instance';

const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;

function hostileRead(): never {
  throw new Error('not even readable');
}

const hostile = Object.defineProperty(new Error(), 'message', { get: hostileRead });

describe('values that are no errors', () => {
  test.each([
    ['text', 'string', 'text'],
    [undefined, 'undefined', 'undefined'],
    [null, 'null', 'null'],
    [0, 'number', '0'],
    [10n, 'bigint', '10'],
    [Symbol('mark'), 'symbol', 'Symbol(mark)'],
    [{ code: 7 }, 'object', '{"code":7}'],
    [cyclic, 'object', '[object Object]'],
  ])('%s', async (thrown, errorType, message) => {
    expect(toFailureDetails(thrown)).toEqual({ errorType, message });
  });
});

describe('errors', () => {
  test('keep their class, causes and own properties', () => {
    const inner = Object.assign(new TypeError('inner'), { code: 'E1', isNonRetriable: true });
    const details = toFailureDetails(new RangeError('outer', { cause: inner }));
    expect(details).toMatchObject({
      errorType: 'RangeError',
      message: 'outer',
      stackTrace: expect.stringContaining('RangeError: outer'),
      innerFailure: { errorType: 'TypeError', isNonRetriable: true, properties: { code: 'E1' } },
    });
    expect(details.properties).toBeUndefined();
  });

  test('of a task keep what failed in it', () => {
    const failure = toFailureDetails(new RangeError('deep'));
    const error = new AggregateError([new TaskFailedError('failed', 3, failure), new Error('other')], 'two failed');
    expect(toFailureDetails(error)).toMatchObject({
      errorType: 'AggregateError',
      message: 'two failed',
      innerFailure: { errorType: 'TaskFailedError', properties: { taskId: 3 }, innerFailure: failure },
    });
  });

  test('may be their own cause, or hold what JSON cannot', () => {
    const error: Error & { big?: bigint } = new Error('round');
    error.cause = error;
    error.big = 1n;
    const details = toFailureDetails(error);
    expect(details.properties).toBeUndefined();
    expect(JSON.stringify(details).length).toBeLessThan(100_000);
  });

  test('are cut where they are long', () => {
    const details = toFailureDetails(new Error('x'.repeat(1_000_000)));
    expect(details.message).toHaveLength(8_192);
    expect(JSON.stringify(details).length).toBeLessThan(20_000);
  });

  test('of several tasks keep all that failed (bug class: a failing all loses the other errors)', () => {
    const errors = [new RangeError('one'), 'two', new AggregateError([new Error('three'), new Error('four')], 'both')];
    expect(toFailureDetails(new AggregateError(errors, '3 failed'))).toMatchObject({
      innerFailure: { errorType: 'RangeError', message: 'one' },
      innerFailures: [
        { errorType: 'RangeError', message: 'one' },
        { errorType: 'string', message: 'two' },
        { innerFailures: [{ message: 'three' }, { message: 'four' }] },
      ],
    });
  });

  test('that are very many are told without their stacks, and not without end', () => {
    const failure = toFailureDetails(new Error('one'));
    const errors = Array.from({ length: 1_500 }, (_, index) => new TaskFailedError('failed', index, failure));
    const details = toFailureDetails(new AggregateError(errors, 'all'));
    expect(details.innerFailures?.length).toBeGreaterThan(900);
    expect(details.innerFailures?.at(-1)?.innerFailure).toMatchObject({
      stackTrace: undefined,
      message: expect.any(String),
    });
    expect(JSON.stringify(details).length).toBeLessThan(1_000_000);
  });

  test('keep the properties that can be kept', () => {
    const error = Object.assign(new Error('many'), {
      big: 1n,
      cyclic,
      huge: 'x'.repeat(100_000),
      code: 7,
      empty: null,
    });
    Object.defineProperty(error, 'hostile', { enumerable: true, get: hostileRead });
    expect(toFailureDetails(error).properties).toEqual({ code: 7, empty: null });
  });

  test('tell what can be read of them', () => {
    const error = Object.defineProperty(new RangeError('out'), 'stack', { get: hostileRead });
    Object.defineProperty(error, 'cause', { get: hostileRead });
    expect(toFailureDetails(error)).toEqual({ errorType: 'RangeError', message: 'out' });
  });

  test('of another realm are errors too', () => {
    const foreign: unknown = runInNewContext("new RangeError('foreign')");
    expect(toFailureDetails(foreign)).toMatchObject({ errorType: 'RangeError', message: 'foreign' });
  });

  test.each([
    ['that cannot be read', hostile],
    ['with odd parts', Object.assign(new Error(), { name: 7, message: { a: 1 } })],
  ])('%s are described nevertheless', (_what, thrown) => {
    const details = toFailureDetails(thrown);
    expect(failureDetailsSchema.parse(details)).toEqual(details);
  });
});

describe.each([
  ['a string', 'text', { errorType: 'string', message: 'text' }],
  ['undefined', undefined, { errorType: 'undefined', message: 'undefined' }],
  ['an object', { code: 7 }, { errorType: 'object', message: '{"code":7}' }],
  ['an unreadable error', hostile, { errorType: 'Error' }],
])('an orchestrator that throws %s', (_what, thrown, failure) => {
  const styles = bothStyles(function* (context) {
    yield context.callActivity('A');
    throw thrown;
  });

  test.each(styles)('fails with its description (%s)', async (_style, code) => {
    const instance = new TestInstance(code);
    await instance.turn(tell.start());
    await instance.turn(tell.completed(1));
    expect(instance.record).toMatchObject({ status: 'Failed', output: null, failure });
  });
});

describe.each([
  ['a BigInt', 10n, 'The output cannot be written as JSON: Do not know how to serialize a BigInt'],
  ['a cycle', cyclic, 'The output cannot be written as JSON: Converting circular structure to JSON'],
  ['a function', () => 1, 'The output is of type function, which JSON cannot hold.'],
  ['a symbol', Symbol('mark'), 'The output is of type symbol, which JSON cannot hold.'],
])('an orchestrator that returns %s', (_what, output, message) => {
  const styles = bothStyles(function* (context) {
    yield context.callActivity('A');
    return output;
  });

  test.each(styles)('fails and says why (%s)', async (_style, code) => {
    const instance = new TestInstance(code);
    await instance.turn(tell.start());
    await instance.turn(tell.completed(1));
    expect(instance.record).toMatchObject({
      status: 'Failed',
      output: null,
      failure: { errorType: 'NotSerializable', message, isNonRetriable: true },
    });
  });
});
