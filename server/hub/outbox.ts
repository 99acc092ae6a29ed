/**
 * Sends arrivals the long way, by rows: to partitions that other nodes own, and whatever a failed checkpoint left in memory.
 *
 * O1. What is sent together goes in one statement for each partition and kind.
 * O2. A client is told when its row is durable, or that nobody knows; the result of an activity is tried until it is.
 * O3. Messages to one partition go one statement after the other: they arrive in the order in which they were sent.
 */
import { partitionOf } from '../partition-of';
import type { HubStore, OutgoingMessage, OutgoingStart, StartResult, WorkItemResult } from '../store';
import type { Answer, Delivery } from './arrival';

type ClientMessage = OutgoingMessage & Answer;
type ClientStart = OutgoingStart & Answer;

type Post = { starts: ClientStart[]; messages: ClientMessage[]; results: WorkItemResult[] };

const DELIVERIES: Record<StartResult, Delivery> = { started: 'accepted', exists: 'exists', conflict: 'conflict' };

const RETRY_MS = 500;

export class Outbox {
  readonly #posts = new Map<number, Post>();
  #isScheduled = false;
  #underWay: Promise<unknown> = Promise.resolve();
  /** The last messages on their way to each partition. */
  readonly #messagesUnderWay = new Map<number, Promise<void>>();

  constructor(
    private readonly nodeId: string,
    private readonly store: HubStore,
    private readonly onSent: (partitionId: number) => void,
    private readonly onSettled: (result: WorkItemResult) => void,
  ) {}

  start(start: ClientStart): void {
    this.#postFor(partitionOf(start.instanceId, this.store.partitionCount)).starts.push(start);
  }

  send(message: ClientMessage): void {
    this.#postFor(partitionOf(message.instanceId, this.store.partitionCount)).messages.push(message);
  }

  result(result: WorkItemResult): void {
    this.#postFor(result.partitionId).results.push(result);
  }

  /** Resolves when the messages to a partition that were given before are sent, or have failed; undefined where all are. */
  underWayTo(partitionId: number): Promise<void> | undefined {
    if (this.#posts.has(partitionId)) this.#sendAll();
    return this.#messagesUnderWay.get(partitionId);
  }

  /** True while there is nothing to send. */
  get isIdle(): boolean {
    return this.#posts.size === 0;
  }

  /** Resolves when all that was given before is sent, or has failed. */
  async flush(): Promise<void> {
    this.#sendAll();
    await this.#underWay;
  }

  #postFor(partitionId: number): Post {
    let post = this.#posts.get(partitionId);
    if (post === undefined) {
      post = { starts: [], messages: [], results: [] };
      this.#posts.set(partitionId, post);
    }
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      setImmediate(() => this.#sendAll());
    }
    return post;
  }

  #sendAll(): void {
    this.#isScheduled = false;
    const posts = [...this.#posts];
    this.#posts.clear();
    const sending = posts.map(([partitionId, post]) => this.#sendPost(partitionId, post));
    this.#underWay = Promise.allSettled([this.#underWay, ...sending]);
  }

  async #sendPost(partitionId: number, { starts, messages, results }: Post): Promise<void> {
    await Promise.all([
      starts.length > 0 && this.#sendStarts(partitionId, starts),
      messages.length > 0 && this.#sendMessagesInOrder(partitionId, messages),
      results.length > 0 && this.#sendResults(partitionId, results),
    ]);
    this.onSent(partitionId);
  }

  async #sendStarts(partitionId: number, starts: ClientStart[]): Promise<void> {
    try {
      const answers = await this.store.enqueueStarts(partitionId, starts);
      for (const [index, start] of starts.entries()) start.answer(DELIVERIES[answers[index] ?? 'conflict']);
    } catch (error) {
      for (const start of starts) start.fail(error);
    }
  }

  async #sendMessagesInOrder(partitionId: number, messages: ClientMessage[]): Promise<void> {
    const before = this.#messagesUnderWay.get(partitionId);
    const sending = Promise.resolve(before).then(() => this.#sendMessages(partitionId, messages));
    this.#messagesUnderWay.set(partitionId, sending);
    await sending;
    if (this.#messagesUnderWay.get(partitionId) === sending) this.#messagesUnderWay.delete(partitionId);
  }

  async #sendMessages(partitionId: number, messages: ClientMessage[]): Promise<void> {
    try {
      await this.store.enqueue(partitionId, messages);
      for (const message of messages) message.answer('accepted');
    } catch (error) {
      for (const message of messages) message.fail(error);
    }
  }

  async #sendResults(partitionId: number, results: WorkItemResult[]): Promise<void> {
    try {
      await this.store.completeWorkItems(partitionId, this.nodeId, results);
      for (const result of results) this.onSettled(result);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      for (const result of results) this.result(result);
    }
  }
}
