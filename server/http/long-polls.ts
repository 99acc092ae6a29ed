/** Requests that wait for an instance's end: no longer than a minute, so many at a time, and not after their callers have gone. */
import type { Completion, InstanceId } from '../client/completion';
import type { WaitOptions } from '../client/completion-watch';

/** However long a caller would wait, a connection is not held longer. */
const WAIT_MS_MAX = 60_000;

/** Who comes when so many wait already gets the answer of one whose time is up. */
const WAITING_MAX = 1_000;

type Waiting = {
  waitForCompletion<Output>(instanceId: InstanceId<Output>, options: WaitOptions): Promise<Completion<Output>>;
};

export class LongPolls {
  #waiting = 0;

  constructor(
    /** Aborted when the process stops. */
    private readonly closing: AbortSignal,
    private readonly waitingMax = WAITING_MAX,
  ) {}

  /** How the instance ended or, when the time is up, stands; null where the wait was given up. Rejects as the client does. */
  async wait(
    client: Waiting,
    instanceId: string,
    { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal | undefined },
  ): Promise<Completion | null> {
    const isFull = this.#waiting >= this.waitingMax;
    const until = AbortSignal.any([this.closing, ...(signal === undefined ? [] : [signal])]);
    if (until.aborted) return null;
    this.#waiting += 1;
    try {
      const options = { timeoutMs: isFull ? 0 : Math.min(timeoutMs, WAIT_MS_MAX), signal: until };
      return await client.waitForCompletion(instanceId as InstanceId, options);
    } catch (error) {
      if (until.aborted && error === until.reason) return null;
      throw error;
    } finally {
      this.#waiting -= 1;
    }
  }
}
