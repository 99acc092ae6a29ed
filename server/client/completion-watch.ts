/**
 * Waits for instances to end.
 *
 * C1. What this node's checkpoints end is told in memory: as long as this node owns the instance, nothing is asked.
 * C2. A hint that an instance changed elsewhere costs one question more than it answers, however many wait for it.
 * C3. What no hint told is found by asking from time to time, once for all who wait.
 * C4. A wait ends with the instance, its time, its signal, or an instance that is not there; a database that does not
 *     answer in between is asked again.
 */
import { isTerminal } from '@/contract/runtime-status';
import type { InstanceRecord } from '../engine/outcome';
import type { Sender } from '../hub/sender';
import type { InstanceStatus, QueryStore } from '../query-store';
import { ClientError } from './client-error';

const FIRST_POLL_MS = 1_000;
const POLL_MS_MAX = 5_000;

/** The longest delay that a timer can have. */
const TIMER_MS_MAX = 2 ** 31 - 1;

export type WaitOptions = {
  /** How long to wait; no limit by default. */
  timeoutMs?: number | undefined;
  /** Ends the wait, which then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
};

type Waiter = { resolve: (status: InstanceStatus) => void; reject: (error: unknown) => void };

type Watch = {
  waiters: Set<Waiter>;
  asking: 'not' | 'once' | 'again';
  poll: NodeJS.Timeout | undefined;
  pollMs: number;
};

export class CompletionWatch {
  readonly #watches = new Map<string, Watch>();

  constructor(
    private readonly node: Pick<Sender, 'peek' | 'signals'>,
    private readonly store: Pick<QueryStore, 'getInstanceStatus'>,
  ) {
    node.signals.on('ended', (record) => this.#settle(record.instanceId, statusOf(record)));
    node.signals.on('changed', (instanceIds, where) => {
      if (where === 'here' || this.#watches.size === 0) return;
      for (const instanceId of instanceIds ?? this.#watches.keys()) void this.#look(instanceId);
    });
  }

  /** The status at the instance's end, or the last known one after `timeoutMs`. Rejects with `instance-not-found`. */
  async wait(instanceId: string, { timeoutMs, signal }: WaitOptions = {}): Promise<InstanceStatus> {
    if (timeoutMs !== undefined && !(timeoutMs >= 0))
      throw new ClientError('invalid-request', 'The time to wait is a number of milliseconds, 0 or more.');
    signal?.throwIfAborted();
    if (timeoutMs === 0) return this.#knownEnd(instanceId) ?? this.#read(instanceId);
    return await new Promise((resolve, reject) => {
      const waiter: Waiter = {
        resolve: (status) => end(() => resolve(status)),
        reject: (error) => end(() => reject(error)),
      };
      const onTime = () => this.#read(instanceId).then(waiter.resolve, waiter.reject);
      const deadline = timeoutMs !== undefined && timeoutMs <= TIMER_MS_MAX ? setTimeout(onTime, timeoutMs) : undefined;
      const onAbort = () => waiter.reject(signal?.reason);
      signal?.addEventListener('abort', onAbort);
      const end = (settle: () => void) => {
        clearTimeout(deadline);
        signal?.removeEventListener('abort', onAbort);
        this.#remove(instanceId, waiter);
        settle();
      };
      this.#add(instanceId, waiter);
      this.#look(instanceId).catch(waiter.reject);
    });
  }

  /** Asks how the instance stands, unless its end will be told. Rejects where the first question gets no answer. */
  async #look(instanceId: string): Promise<void> {
    const watch = this.#watches.get(instanceId);
    if (watch === undefined) return;
    const ended = this.#knownEnd(instanceId);
    if (ended !== null) return this.#settle(instanceId, ended);
    if (watch.asking !== 'not') {
      watch.asking = 'again';
      return;
    }
    try {
      do {
        watch.asking = 'once';
        if (this.node.peek(instanceId)?.state !== 'live') await this.#ask(instanceId);
      } while (this.#isAgain(watch));
    } finally {
      watch.asking = 'not';
      this.#pollLater(instanceId, watch);
    }
  }

  /** Others may have set it meanwhile. */
  #isAgain(watch: Watch): boolean {
    return watch.asking === 'again' && watch.waiters.size > 0;
  }

  async #ask(instanceId: string): Promise<void> {
    const status = await this.#read(instanceId).catch((error) => {
      if (!(error instanceof ClientError)) throw error;
      for (const waiter of this.#watches.get(instanceId)?.waiters ?? []) waiter.reject(error);
      return null;
    });
    if (status !== null && isTerminal(status.status)) this.#settle(instanceId, status);
  }

  #pollLater(instanceId: string, watch: Watch): void {
    if (watch.waiters.size === 0) return;
    clearTimeout(watch.poll);
    watch.poll = setTimeout(() => this.#look(instanceId).catch(() => {}), watch.pollMs);
    watch.pollMs = Math.min(2 * watch.pollMs, POLL_MS_MAX);
  }

  #knownEnd(instanceId: string): InstanceStatus | null {
    const resident = this.node.peek(instanceId);
    return resident?.state === 'ended' ? statusOf(resident.record) : null;
  }

  async #read(instanceId: string): Promise<InstanceStatus> {
    const status = await this.store.getInstanceStatus(instanceId);
    if (status === null) throw new ClientError('instance-not-found', `There is no instance '${instanceId}'.`);
    return status;
  }

  #settle(instanceId: string, status: InstanceStatus): void {
    for (const waiter of this.#watches.get(instanceId)?.waiters ?? []) waiter.resolve(status);
  }

  #add(instanceId: string, waiter: Waiter): void {
    const watch: Watch = this.#watches.get(instanceId) ?? {
      waiters: new Set(),
      asking: 'not' as const,
      poll: undefined,
      pollMs: FIRST_POLL_MS,
    };
    this.#watches.set(instanceId, watch);
    watch.waiters.add(waiter);
  }

  #remove(instanceId: string, waiter: Waiter): void {
    const watch = this.#watches.get(instanceId);
    watch?.waiters.delete(waiter);
    if (watch?.waiters.size !== 0) return;
    clearTimeout(watch.poll);
    this.#watches.delete(instanceId);
  }
}

function statusOf({ status, generation, output, failure }: InstanceRecord): InstanceStatus {
  return { status, generation, output, failure };
}
