/**
 * Waits for what came of a client's operations, where this node does not learn it in memory: the entity's owner is another
 * node, or the operation had to wait for a lock.
 *
 * W1. What a hint does not tell is found by asking from time to time.
 * W2. A hint costs one question more than it answers, however many wait.
 */
import type { EntityReply } from '../engine/entity-record';
import type { Node } from '../hub/node';
import { ClientError } from './client-error';

const POLL_MS = 1_000;

type Waiter = {
  requestId: string;
  settle: (reply: EntityReply) => void;
};

export type Expected = {
  reply: Promise<EntityReply>;
  settle: (reply: EntityReply) => void;
  fail: (error: unknown) => void;
};

export class ReplyWatch {
  /** In order, by entity. */
  readonly #waiters = new Map<string, Set<Waiter>>();
  readonly #asking = new Set<string>();

  constructor(private readonly node: Pick<Node, 'signals' | 'takeEntityReply'>) {
    node.signals.on('changed', (instanceIds) => {
      for (const instanceId of instanceIds ?? this.#waiters.keys()) void this.#askInOrder(instanceId);
    });
  }

  /** Expects a reply, no longer than `timeoutMs`: after that it rejects with `timed-out`. */
  expect(instanceId: string, requestId: string, timeoutMs: number | undefined): Expected {
    const waiter: Waiter = { requestId, settle: () => {} };
    const waiters = this.#waiters.get(instanceId) ?? new Set();
    this.#waiters.set(instanceId, waiters.add(waiter));
    let fail: Expected['fail'] = () => {};
    const reply = new Promise<EntityReply>((resolve, reject) => {
      waiter.settle = resolve;
      fail = reject;
    });
    const poll = setInterval(() => void this.#ask(instanceId, waiter), POLL_MS).unref();
    const deadline = timeoutMs === undefined ? undefined : setTimeout(() => fail(timedOut(timeoutMs)), timeoutMs);
    const forget = () => {
      clearInterval(poll);
      clearTimeout(deadline);
      waiters.delete(waiter);
      if (waiters.size === 0) this.#waiters.delete(instanceId);
    };
    return { reply: reply.finally(forget), settle: waiter.settle, fail };
  }

  /** Asks for one after the other until one is not there yet. */
  async #askInOrder(instanceId: string): Promise<void> {
    if (this.#asking.has(instanceId)) return;
    this.#asking.add(instanceId);
    for (const waiter of this.#waiters.get(instanceId) ?? []) if (!(await this.#ask(instanceId, waiter))) break;
    this.#asking.delete(instanceId);
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
