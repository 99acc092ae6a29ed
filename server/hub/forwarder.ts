/**
 * Forwards what a partition's checkpoints sent, to the partitions that it is for. Made anew with each lease.
 *
 * F1. A message is forwarded only when every checkpoint with lower positions has committed: what a target has received is
 *     all that was sent to it until then, in order.
 * F2. A row of the outbox goes when its target has it, and no earlier.
 * F3. What is left in the outbox is for the next lease's forwarder, which reads it before it forwards anything else.
 * F4. Positions are above all that earlier leases gave, without reading them; those of checkpoints that failed stay empty.
 */
import type { Sent } from '../engine/history';
import { partitionOf } from '../partition-of';
import type { Lease, OutboxMessage } from '../store';
import { ForwardRoute } from './forward-route';
import type { HubContext } from './hub-context';
import { insist } from './insist';

/** So many positions fit into an epoch. */
const EPOCH_POSITIONS = 2 ** 32;

/** Rows of the outbox that are done with go together, so long after the first of them. */
const DELETE_AFTER_MS = 50;

/** Where they could not be deleted it is tried again so much later. */
const DELETE_AGAIN_AFTER_MS = 1_000;

/** The messages of one checkpoint, with their positions. */
export type Booking = { messages: OutboxMessage[]; isCommitted: boolean };

const NOTHING: Booking = { messages: [], isCommitted: true };

export class Forwarder {
  readonly #routes = new Map<number, ForwardRoute>();
  readonly #firstPosition: number;
  readonly #stop = new AbortController();
  /** In the order of their positions. */
  readonly #bookings: Booking[] = [];
  #booked = 0;
  #isReading = true;
  #received: number[] = [];
  #deletion: NodeJS.Timeout | null = null;

  constructor(
    private readonly hub: HubContext,
    private readonly lease: Lease,
  ) {
    this.#firstPosition = lease.epoch * EPOCH_POSITIONS;
  }

  /** True while nothing is on its way. */
  get isIdle(): boolean {
    return !this.#isReading && this.#bookings.length === 0 && [...this.#routes.values()].every((route) => route.isIdle);
  }

  /** Forwards what earlier leases left in the outbox. */
  async start(): Promise<void> {
    const { partitionId } = this.lease;
    const left = await insist(
      () => this.hub.store.outboxMessages(partitionId),
      this.#stop.signal,
      (error) => this.hub.log.warn({ partition: partitionId, err: error }, 'the outbox could not be read'),
    );
    if (left === undefined) return;
    this.#isReading = false;
    // Those of this lease are known already.
    for (const message of left) if (message.position < this.#firstPosition) this.#route(message);
    this.#advance();
  }

  /** Gives the messages of a checkpoint their positions. They are forwarded once it is `committed`. */
  book(sends: readonly Sent[]): Booking {
    if (sends.length === 0) return NOTHING;
    const { partitionCount } = this.hub.store;
    const first = this.#firstPosition + this.#booked;
    this.#booked += sends.length;
    const messages = sends.map((sent, index) => ({
      ...sent,
      position: first + index,
      partitionId: partitionOf(sent.instanceId, partitionCount),
    }));
    const booking = { messages, isCommitted: false };
    this.#bookings.push(booking);
    return booking;
  }

  committed(booking: Booking): void {
    if (booking === NOTHING) return;
    booking.isCommitted = true;
    this.#advance();
  }

  /** Forwards nothing more, and resolves when no statement is under way. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all([...this.#routes.values()].map((route) => route.ended()));
    if (this.#deletion === null) return;
    clearTimeout(this.#deletion);
    await this.#delete();
  }

  #advance(): void {
    if (this.#isReading || this.#stop.signal.aborted) return;
    for (let [first] = this.#bookings; first?.isCommitted; [first] = this.#bookings) {
      this.#bookings.shift();
      for (const message of first.messages) this.#route(message);
    }
  }

  #route(message: OutboxMessage): void {
    const to = message.partitionId;
    let route = this.#routes.get(to);
    if (route === undefined) {
      const ends = { from: this.lease.partitionId, to };
      route = new ForwardRoute(this.hub, ends, this.#stop.signal, (messages) => this.#deleteSoon(messages));
      this.#routes.set(to, route);
    }
    route.add(message);
  }

  #deleteSoon(messages: readonly OutboxMessage[]): void {
    for (const { position } of messages) this.#received.push(position);
    this.#deleteIn(DELETE_AFTER_MS);
  }

  #deleteIn(ms: number): void {
    this.#deletion ??= setTimeout(() => void this.#delete(), ms);
  }

  /** What could not be deleted is for the next lease once this one is over: it would be forwarded again, to no effect. */
  async #delete(): Promise<void> {
    const positions = this.#received;
    this.#received = [];
    this.#deletion = null;
    try {
      await this.hub.store.deleteOutboxMessages(this.lease.partitionId, positions);
    } catch (error) {
      this.#received = [...positions, ...this.#received];
      this.hub.log.warn({ partition: this.lease.partitionId, err: error }, 'the outbox could not be cleared');
      if (!this.#stop.signal.aborted) this.#deleteIn(DELETE_AGAIN_AFTER_MS);
    }
  }
}
