/**
 * Waits for what came of a client's operations, where this node does not learn it in memory: the entity's owner is another
 * node, or the operation had to wait for a lock.
 *
 * W1. Nothing is asked for as long as the operation is only in this node's memory.
 * W2. A hint that an entity changed costs one question more than it answers, however many wait.
 * W3. What no hint told is found by asking from time to time, a few at once, in turn.
 */
import type { EntityReply } from '../engine/entity-record';
import type { Sender } from '../hub/sender';
import { ClientError } from './client-error';

const FIRST_POLL_MS = 100;
const POLL_MS_MAX = 2_000;
const POLLED_MAX = 20;

type Waiter = { requestId: string; settle: (reply: EntityReply) => void };

type Waiters = { waiting: Set<Waiter>; asking: 'not' | 'once' | 'again'; poll: NodeJS.Timeout | undefined };

export type Expected = {
  reply: Promise<EntityReply>;
  settle: (reply: EntityReply) => void;
  fail: (error: unknown) => void;
  /** The operation is durable: from now on the reply may be stored. */
  delivered: () => void;
};

export class ReplyWatch {
  /** By entity. */
  readonly #waiters = new Map<string, Waiters>();

  constructor(private readonly node: Pick<Sender, 'signals' | 'takeEntityReply'>) {
    node.signals.on('changed', (instanceIds) => {
      if (this.#waiters.size === 0) return;
      for (const instanceId of instanceIds ?? this.#waiters.keys()) void this.#askInOrder(instanceId);
    });
  }

  /** Expects a reply, no longer than `timeoutMs`: after that it rejects with `timed-out`. */
  expect(instanceId: string, requestId: string, timeoutMs: number | undefined): Expected {
    const waiter: Waiter = { requestId, settle: () => {} };
    let fail: Expected['fail'] = () => {};
    let isOver = false;
    const reply = new Promise<EntityReply>((resolve, reject) => {
      waiter.settle = resolve;
      fail = reject;
    });
    const deadline = timeoutMs === undefined ? undefined : setTimeout(() => fail(timedOut(timeoutMs)), timeoutMs);
    const forget = () => {
      isOver = true;
      clearTimeout(deadline);
      this.#remove(instanceId, waiter);
    };
    const delivered = () => {
      if (!isOver) this.#add(instanceId, waiter);
    };
    return { reply: reply.finally(forget), settle: waiter.settle, fail, delivered };
  }

  #add(instanceId: string, waiter: Waiter): void {
    const waiters: Waiters = this.#waiters.get(instanceId) ?? {
      waiting: new Set(),
      asking: 'not' as const,
      poll: undefined,
    };
    this.#waiters.set(instanceId, waiters);
    waiters.waiting.add(waiter);
    if (waiters.waiting.size === 1) this.#pollIn(FIRST_POLL_MS, instanceId, waiters);
  }

  #remove(instanceId: string, waiter: Waiter): void {
    const waiters = this.#waiters.get(instanceId);
    waiters?.waiting.delete(waiter);
    if (waiters?.waiting.size !== 0) return;
    clearTimeout(waiters.poll);
    this.#waiters.delete(instanceId);
  }

  /** Asks for one after the other until one is not there yet. */
  async #askInOrder(instanceId: string): Promise<void> {
    const waiters = this.#waiters.get(instanceId);
    if (waiters === undefined) return;
    const isAskedAlready = waiters.asking !== 'not';
    waiters.asking = isAskedAlready ? 'again' : 'once';
    if (isAskedAlready) return;
    for (; waiters.asking !== 'not'; waiters.asking = waiters.asking === 'again' ? 'once' : 'not') {
      for (const waiter of waiters.waiting) if (!(await this.#ask(instanceId, waiter))) break;
    }
  }

  #pollIn(ms: number, instanceId: string, waiters: Waiters): void {
    clearTimeout(waiters.poll);
    waiters.poll = setTimeout(async () => {
      for (const waiter of [...waiters.waiting].slice(0, POLLED_MAX)) {
        if (await this.#ask(instanceId, waiter)) continue;
        // Next time it is the others' turn.
        if (waiters.waiting.delete(waiter)) waiters.waiting.add(waiter);
      }
      if (waiters.waiting.size > 0) this.#pollIn(Math.min(2 * ms, POLL_MS_MAX), instanceId, waiters);
    }, ms).unref();
  }

  /** True where there was a reply. A database that does not answer is asked again later. */
  async #ask(instanceId: string, waiter: Waiter): Promise<boolean> {
    const reply = await this.node.takeEntityReply(instanceId, waiter.requestId).catch(() => null);
    if (reply !== null) waiter.settle(reply);
    return reply !== null;
  }
}

function timedOut(timeoutMs: number): ClientError {
  return new ClientError('timed-out', `The operation gave no result within ${timeoutMs} ms. It may still be done.`);
}
