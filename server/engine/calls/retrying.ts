/** Tries a call again: each failed try is followed by a timer and the next try, all of them in history. */
import { failureOf } from '../failure';
import { assertRetryOptions, type RetryOptions, retryDelay } from '../retry-options';
import { type Routine, RoutineTask } from '../routine-task';
import type { Task } from '../task';
import type { ContextHost } from './context-host';
import { createTimer } from './create-timer';

export type RetriedCall<T> = {
  retry: RetryOptions | undefined;
  /** Makes one try of the call, `attempt` counting from 1. */
  tryOnce: (attempt: number) => Task<T>;
  callSite: string | undefined;
};

/** Makes the call, again and again if `retry` says so. Fails with the last try's error. Throws for options that are wrong. */
export function retrying<T>(host: ContextHost, call: RetriedCall<T>): Task<T> {
  const { retry, tryOnce } = call;
  if (retry === undefined) return tryOnce(1);
  assertRetryOptions(retry);
  return new RoutineTask(tries(host, { ...call, retry: { ...retry } }), host.awaited);
}

function* tries<T>(host: ContextHost, call: RetriedCall<T> & { retry: RetryOptions }): Routine<T> {
  const firstAt = host.now;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return yield* call.tryOnce(attempt);
    } catch (error) {
      const delay = retryDelay(call.retry, { attempt, failure: failureOf(error), firstAt, now: host.now });
      if (delay === null) throw error;
      yield* createTimer(host, { due: { milliseconds: delay }, callSite: call.callSite });
    }
  }
}
