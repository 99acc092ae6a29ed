/**
 * Finds the rows that hold work for a partition: messages of its control queue, and work items that nobody runs.
 *
 * Q1. Messages come in the order of their rows: what is handed over in memory never overtakes rows that are still to be read.
 */
import type { QueuedMessage } from '../store';
import type { AnyArrival } from './arrival';
import type { HubContext } from './hub-context';
import type { Inbox } from './inbox';

const FETCH_MAX = 1_000;

export class PartitionRows {
  #isFetching = false;
  #mustFetch = false;
  #newestFetched = 0;
  #callOff: (() => void) | null = null;

  constructor(
    private readonly hub: HubContext,
    private readonly partitionId: number,
    private readonly inbox: Inbox,
    private readonly onArrival: (arrival: AnyArrival) => void,
  ) {}

  /** Looks for new messages; calls that come meanwhile are one more look. */
  fetch(): void {
    this.#mustFetch = true;
    if (!this.#isFetching) void this.#fetchAll();
  }

  /** Takes in new rows without reading them. */
  receive(messages: readonly QueuedMessage[]): void {
    const isBehind = this.#isFetching || this.#mustFetch;
    if (isBehind || messages.some(({ messageId }) => messageId <= this.#newestFetched)) this.fetch();
    else for (const message of messages) this.#arrive(message);
  }

  /** Looks for nothing any more on its own. */
  stop(): void {
    this.#callOff?.();
    this.#callOff = null;
  }

  /** Work items of nodes that are gone become claimable. */
  async freeWorkItems(): Promise<void> {
    try {
      const freed = await this.hub.store.freeWorkItems(this.partitionId, this.hub.options.deliveriesMax);
      if (freed > 0) this.hub.workItemsWaiting([this.partitionId]);
    } catch (error) {
      this.#warn(error, 'work items of other nodes could not be looked at');
    }
  }

  /** Work items that this node holds but does not run are started. */
  async startHeldWorkItems(): Promise<void> {
    try {
      const held = await this.hub.store.heldWorkItems(this.partitionId, this.hub.nodeId);
      for (const item of held) this.hub.worker.start(item);
    } catch (error) {
      this.#warn(error, 'work items could not be read');
    }
  }

  async #fetchAll(): Promise<void> {
    this.#isFetching = true;
    try {
      while (this.#mustFetch) await this.#fetchOnce();
    } catch (error) {
      this.#mustFetch = true;
      this.#warn(error, 'the control queue could not be read');
    } finally {
      this.#isFetching = false;
    }
  }

  async #fetchOnce(): Promise<void> {
    this.#mustFetch = false;
    const { store } = this.hub;
    const { messages, nextVisibleAt } = await store.fetchMessages(this.partitionId, this.inbox.queuedIds, FETCH_MAX);
    if (messages.length === FETCH_MAX) this.#mustFetch = true;
    this.#newestFetched = Math.max(this.#newestFetched, messages.at(-1)?.messageId ?? 0);
    for (const message of messages) this.#arrive(message);
    this.stop();
    if (nextVisibleAt !== null) this.#callOff = this.hub.clock.callAt(nextVisibleAt, () => this.fetch());
  }

  #arrive({ instanceId, message, messageId }: QueuedMessage): void {
    this.onArrival({ instanceId, message, source: { from: 'queue', messageId } });
  }

  #warn(error: unknown, message: string): void {
    this.hub.log.warn({ partition: this.partitionId, err: error }, message);
  }
}
