/** Lets promises go on, at once and in place. */

type WithTicks = { _tickCallback?: () => void };

/**
 * Runs all microtasks that wait, as Node does after each callback. That works on a clean stack only. Returns false where
 * this Node cannot be made to.
 */
export function drainMicrotasks(): boolean {
  const { _tickCallback: tick } = process as WithTicks;
  if (tick === undefined) return false;
  tick.call(process);
  return true;
}

/** Calls `work` when all microtasks have run, on a stack with nothing else on it. */
export function onCleanStack(work: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        resolve(work());
      } catch (error) {
        reject(error);
      }
    });
  });
}
