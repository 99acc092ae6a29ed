/** Interrupts code that does not come to an end. It costs about a tenth of a millisecond, for a thread that watches. */
import { Script } from 'node:vm';

const WORK = Symbol.for('perdure.work');
const script = new Script("globalThis[Symbol.for('perdure.work')]()");

type Global = { [WORK]?: (() => void) | undefined };

/**
 * Calls `work`, which must not throw. Returns false where it was interrupted after `limitMs`: in the middle of anything,
 * without its `catch` or `finally` being run. Microtasks that waited then are gone.
 */
export function withTimeLimit(limitMs: number, work: () => void): boolean {
  const { stackTraceLimit, prepareStackTrace } = Error;
  (globalThis as Global)[WORK] = work;
  try {
    script.runInThisContext({ timeout: limitMs });
    return true;
  } catch (error) {
    if (!isInterruption(error)) throw error;
    // It may have been interrupted where a call site is looked up, which changes these for a moment.
    Error.stackTraceLimit = stackTraceLimit;
    Error.prepareStackTrace = prepareStackTrace;
    return false;
  } finally {
    (globalThis as Global)[WORK] = undefined;
  }
}

function isInterruption(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
