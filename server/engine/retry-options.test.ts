import { expect, test } from 'vitest';
import { assertRetryOptions, retryDelay } from './retry-options';

const sound = { firstRetryIntervalInMilliseconds: 10, maxNumberOfAttempts: 3 };

test.each([
  ['nothing but what is required', {}],
  ['all there is', { backoffCoefficient: 2, maxRetryIntervalInMilliseconds: 5, retryTimeoutInMilliseconds: 1 }],
  ['attempts without end', { maxNumberOfAttempts: Number.POSITIVE_INFINITY }],
  ['a predicate', { handle: () => true }],
])('takes %s', (_title, options) => {
  expect(() => assertRetryOptions({ ...sound, ...options })).not.toThrow();
});

test.each([
  [
    'an interval of 0',
    { firstRetryIntervalInMilliseconds: 0 },
    RangeError,
    'firstRetryIntervalInMilliseconds value must be greater than 0.',
  ],
  [
    'no interval',
    { firstRetryIntervalInMilliseconds: undefined },
    TypeError,
    'firstRetryIntervalInMilliseconds must be a number.',
  ],
  ['no attempt', { maxNumberOfAttempts: 0 }, RangeError, 'maxNumberOfAttempts value must be at least 1.'],
  ['half an attempt', { maxNumberOfAttempts: 1.5 }, RangeError, 'maxNumberOfAttempts value must be a whole number.'],
  ['attempts that are no number', { maxNumberOfAttempts: '3' }, TypeError, 'maxNumberOfAttempts must be a number.'],
  ['a shrinking pause', { backoffCoefficient: 0.5 }, RangeError, 'backoffCoefficient value must be at least 1.'],
  ['NaN', { backoffCoefficient: Number.NaN }, TypeError, 'backoffCoefficient must be a number.'],
  [
    'a longest pause of 0',
    { maxRetryIntervalInMilliseconds: 0 },
    RangeError,
    'maxRetryIntervalInMilliseconds value must be greater than 0.',
  ],
  [
    'a negative time',
    { retryTimeoutInMilliseconds: -1 },
    RangeError,
    'retryTimeoutInMilliseconds value must be greater than 0.',
  ],
  [
    'a predicate that is none',
    { handle: true },
    TypeError,
    'handle must be a function that takes the failure and says whether to try again.',
  ],
])('refuses %s', (_title, options, kind, message) => {
  const refused = expect(() => assertRetryOptions({ ...sound, ...options } as never));
  refused.toThrow(kind);
  refused.toThrow(message);
});

test('refuses what is no object', () => {
  expect(() => assertRetryOptions(3 as never)).toThrow('retry takes an object of options.');
});

test('a pause that would never end is cut at six days', () => {
  const options = { ...sound, maxNumberOfAttempts: 10_000, backoffCoefficient: 10 };
  const failed = { attempt: 5_000, failure: { errorType: 'Error', message: '' }, firstAt: 0, now: 0 };
  expect(retryDelay(options, failed)).toBe(6 * 86_400_000);
});
