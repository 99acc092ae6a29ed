/**
 * The way from one partition to another.
 *
 * R1. One statement is under way at a time. One that fails is tried again with the same messages, before any later ones.
 * R2. Rows are handed over in memory only where all before them were: after a doubt the target looks for itself.
 */
import type { OutboxMessage } from '../store';
import type { HubContext } from './hub-context';
import { insist } from './insist';

/** About so many messages go with one statement. */
const FORWARD_MAX = 500;

export type RouteEnds = { from: number; to: number };

export class ForwardRoute {
  readonly #waiting: OutboxMessage[] = [];
  #underWay: Promise<void> | null = null;
  /** What an earlier owner forwarded may be in the target's rows without its having looked. */
  #isInDoubt = true;

  constructor(
    private readonly hub: HubContext,
    private readonly ends: RouteEnds,
    private readonly stopping: AbortSignal,
    private readonly onReceived: (messages: readonly OutboxMessage[]) => void,
  ) {}

  get isIdle(): boolean {
    return this.#underWay === null;
  }

  /** Forwards the messages behind those that were given before. */
  add(message: OutboxMessage): void {
    this.#waiting.push(message);
    this.#underWay ??= this.#forwardAll();
  }

  /** Resolves when no statement is under way any more. */
  async ended(): Promise<void> {
    await this.#underWay;
  }

  async #forwardAll(): Promise<void> {
    // What is added at the same moment goes with the first statement.
    await Promise.resolve();
    while (this.#waiting.length > 0 && !this.stopping.aborted)
      await this.#forward(this.#waiting.splice(0, FORWARD_MAX));
    this.#underWay = null;
  }

  async #forward(messages: OutboxMessage[]): Promise<void> {
    const { from, to } = this.ends;
    const received = await insist(
      () => this.hub.store.receiveMessages(to, from, messages),
      this.stopping,
      (error) => {
        this.#isInDoubt = true;
        this.hub.log.warn({ partition: from, to, err: error }, 'messages could not be forwarded');
      },
    );
    if (received === undefined) return;
    const isDirect = !this.#isInDoubt && !this.stopping.aborted && received.length === messages.length;
    this.#isInDoubt = false;
    this.hub.received(to, isDirect ? received : null);
    this.onReceived(messages);
  }
}
