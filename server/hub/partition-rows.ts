/**
 * Finds the rows that hold work for a partition: messages of its control queue, and work items that nobody runs.
 *
 * Q1. Messages come in the order of their rows: what is handed over in memory never overtakes rows that are still to be read.
 * Q2. What clients of this node hand over waits while rows are to be read that they may have sent before: from before the
 *     partition came to this node, rows that had to wait, and what goes by row although the partition is here.
 * Q3. What is held waits for a reading that began after it came, not for those that others make necessary later.
 */
import type { QueuedMessage } from '../store';
import type { AnyArrival } from './arrival';
import type { HubContext } from './hub-context';
import type { Inbox } from './inbox';

const FETCH_MAX = 1_000;

/** Where the rows could not be read it is tried again so much later. */
const FETCH_AGAIN_AFTER_MS = 500;

export class PartitionRows {
  #isFetching = false;
  #mustFetch = false;
  #newestFetched = 0;
  readonly #held: { arrival: AnyArrival; mark: number }[] = [];
  #isCaughtUp = false;
  /** Grows when rows are to be read that a reading under way may miss. */
  #mark = 0;
  /** Grows when what a reading under way will find is out of order. */
  #restarts = 0;
  /** How often rows of this node's clients are on their way. */
  #owed = 0;
  #callOff: (() => void) | null = null;
  #isStopped = false;
  #mustStartHeld = false;

  constructor(
    private readonly hub: HubContext,
    private readonly partitionId: number,
    private readonly inbox: Inbox,
    private readonly onArrival: (arrival: AnyArrival) => void,
  ) {}

  /** Takes up what the rows hold. */
  start(): void {
    // What this node sent while another was the owner may not have arrived yet.
    const sending = this.hub.outbox.underWayTo(this.partitionId);
    if (sending !== undefined) this.owe(sending);
    this.fetch();
    void this.freeWorkItems();
    void this.startHeldWorkItems();
  }

  /** Looks for new messages; calls that come meanwhile are one more look. */
  fetch(): void {
    this.#mustFetch = true;
    if (!this.#isFetching) void this.#fetchAll();
  }

  /** Takes in new rows without reading them. Returns false, and does nothing, where that could be out of order. */
  receive(messages: readonly QueuedMessage[]): boolean {
    const isBehind = this.#isFetching || this.#mustFetch;
    if (isBehind || messages.some(({ messageId }) => messageId <= this.#newestFetched)) return false;
    for (const message of messages) this.#arrive(message);
    return true;
  }

  /** True where what a client hands over has to be held. */
  get isBehind(): boolean {
    return !this.#isCaughtUp;
  }

  /** True while something is held. */
  get holds(): boolean {
    return this.#held.length > 0;
  }

  /** Keeps a client's message until the rows before it have been read. */
  hold(arrival: AnyArrival): void {
    this.#held.push({ arrival, mark: this.#mark });
  }

  /** Keeps what came before all that is held. */
  holdFirst(arrivals: readonly AnyArrival[]): void {
    if (arrivals.length === 0) return;
    this.#fallBehind();
    this.#held.unshift(...arrivals.map((arrival) => ({ arrival, mark: this.#mark })));
  }

  /** Rows that had to wait are to be read before anything that clients hand over. */
  readAgain(): void {
    this.#fallBehind();
    this.fetch();
  }

  /** So are rows that were passed over; what a reading under way finds comes behind them. */
  readAnew(): void {
    this.#restarts += 1;
    this.readAgain();
  }

  /** So are those that this node's clients send now; `sent` resolves when they are there. */
  owe(sent: Promise<void>): void {
    this.#fallBehind();
    this.#owed += 1;
    void sent.then(() => {
      this.#owed -= 1;
      this.readAgain();
      for (const held of this.#held) held.mark = this.#mark;
    });
  }

  /** All rows are to be read anew. Gives what was held. */
  restart(): AnyArrival[] {
    this.#fallBehind();
    this.#restarts += 1;
    return this.#held.splice(0).map(({ arrival }) => arrival);
  }

  #fallBehind(): void {
    this.#isCaughtUp = false;
    this.#mark += 1;
  }

  /** Looks for nothing any more on its own. */
  stop(): void {
    this.#isStopped = true;
    this.#callOff?.();
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
    this.#mustStartHeld = true;
    try {
      const held = await this.hub.store.heldWorkItems(this.partitionId, this.hub.nodeId);
      for (const item of held) this.hub.worker.start(item);
      this.#mustStartHeld = false;
    } catch (error) {
      this.#warn(error, 'work items could not be read');
    }
  }

  /** Does what could not be done. */
  refresh(): void {
    if (this.#mustStartHeld) void this.startHeldWorkItems();
  }

  async #fetchAll(): Promise<void> {
    this.#isFetching = true;
    try {
      while (this.#mustFetch) await this.#fetchOnce();
    } catch (error) {
      this.#mustFetch = true;
      this.#warn(error, 'the control queue could not be read');
      this.#fetchAt(this.hub.clock.now() + FETCH_AGAIN_AFTER_MS);
    } finally {
      this.#isFetching = false;
    }
  }

  async #fetchOnce(): Promise<void> {
    this.#mustFetch = false;
    const [mark, restarts] = [this.#mark, this.#restarts];
    const { store } = this.hub;
    const { messages, nextVisibleAt } = await store.fetchMessages(this.partitionId, this.inbox.queuedIds, FETCH_MAX);
    if (messages.length === FETCH_MAX || restarts !== this.#restarts) this.#mustFetch = true;
    if (restarts !== this.#restarts) return;
    this.#newestFetched = Math.max(this.#newestFetched, messages.at(-1)?.messageId ?? 0);
    for (const message of messages) this.#arrive(message);
    if (messages.length < FETCH_MAX && this.#owed === 0) this.#letGo(mark);
    this.#callOff?.();
    if (nextVisibleAt !== null) this.#fetchAt(nextVisibleAt);
  }

  #fetchAt(moment: number): void {
    this.#callOff?.();
    if (!this.#isStopped) this.#callOff = this.hub.clock.callAt(moment, () => this.fetch());
  }

  /** Lets go of what was held when the reading began, or before. */
  #letGo(mark: number): void {
    if (this.#isStopped) return;
    const later = this.#held.findIndex((held) => held.mark > mark);
    const ready = this.#held.splice(0, later === -1 ? this.#held.length : later);
    this.#isCaughtUp = true;
    for (const { arrival } of ready) this.onArrival(arrival);
    this.#isCaughtUp = mark === this.#mark;
  }

  #arrive({ instanceId, message, messageId }: QueuedMessage): void {
    this.onArrival({ instanceId, message, source: { from: 'queue', messageId } });
  }

  #warn(error: unknown, message: string): void {
    this.hub.log.warn({ partition: this.partitionId, err: error }, message);
  }
}
