/** How a failing call is tried again. */
import type { FailureDetails } from '@/contract/failure-details';

export type RetryOptions = {
  /** The pause before the second try. */
  firstRetryIntervalInMilliseconds: number;
  /** Counts the first try too: 3 means that a call is tried again twice. */
  maxNumberOfAttempts: number;
  /** Each pause is this many times as long as the one before; 1 by default. */
  backoffCoefficient?: number | undefined;
  /** No pause is longer; six days by default. */
  maxRetryIntervalInMilliseconds?: number | undefined;
  /** No new try later than this after the first one; without limit by default. */
  retryTimeoutInMilliseconds?: number | undefined;
  /** Says whether trying again makes sense; anything but `true`, and throwing, means no. It has to be deterministic. */
  handle?: ((failure: FailureDetails) => boolean) | undefined;
};

/** One try of a call that failed. Times are epoch milliseconds of orchestration time. */
export type FailedTry = { attempt: number; failure: FailureDetails; firstAt: number; now: number };

const INTERVAL_MAX_BY_DEFAULT = 6 * 86_400_000;

/** The pause before the next try, in milliseconds; null where there is none. */
export function retryDelay(options: RetryOptions, failed: FailedTry): number | null {
  if (failed.attempt >= options.maxNumberOfAttempts || failed.failure.isNonRetriable) return null;
  if (failed.now - failed.firstAt >= (options.retryTimeoutInMilliseconds ?? Number.POSITIVE_INFINITY)) return null;
  if (!isWorthRetrying(options, failed.failure)) return null;
  const { firstRetryIntervalInMilliseconds: first, backoffCoefficient = 1 } = options;
  const delay = first * backoffCoefficient ** (failed.attempt - 1);
  return Math.min(delay, options.maxRetryIntervalInMilliseconds ?? INTERVAL_MAX_BY_DEFAULT);
}

function isWorthRetrying({ handle }: RetryOptions, failure: FailureDetails): boolean {
  try {
    return handle === undefined || handle(failure) === true;
  } catch {
    return false;
  }
}

/** Throws a `TypeError` or a `RangeError` that names the field that is wrong. */
export function assertRetryOptions(options: RetryOptions): void {
  if (typeof options !== 'object' || options === null) throw new TypeError('retry takes an object of options.');
  assertAtLeast(options, 'maxNumberOfAttempts', 1);
  if (!Number.isInteger(options.maxNumberOfAttempts) && options.maxNumberOfAttempts !== Number.POSITIVE_INFINITY) {
    throw new RangeError('maxNumberOfAttempts value must be a whole number.');
  }
  assertPositive(options, 'firstRetryIntervalInMilliseconds');
  if (options.backoffCoefficient !== undefined) assertAtLeast(options, 'backoffCoefficient', 1);
  if (options.maxRetryIntervalInMilliseconds !== undefined) assertPositive(options, 'maxRetryIntervalInMilliseconds');
  if (options.retryTimeoutInMilliseconds !== undefined) assertPositive(options, 'retryTimeoutInMilliseconds');
  if (options.handle !== undefined && typeof options.handle !== 'function') {
    throw new TypeError('handle must be a function that takes the failure and says whether to try again.');
  }
}

type Numeric = Exclude<keyof RetryOptions, 'handle'>;

function numberOf(options: RetryOptions, field: Numeric): number {
  const value: unknown = options[field];
  if (typeof value !== 'number' || Number.isNaN(value)) throw new TypeError(`${field} must be a number.`);
  return value;
}

function assertPositive(options: RetryOptions, field: Numeric): void {
  if (numberOf(options, field) <= 0) throw new RangeError(`${field} value must be greater than 0.`);
}

function assertAtLeast(options: RetryOptions, field: Numeric, least: number): void {
  if (numberOf(options, field) < least) throw new RangeError(`${field} value must be at least ${least}.`);
}
