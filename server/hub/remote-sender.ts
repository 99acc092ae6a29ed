/**
 * Brings the messages of a process that is no node to the hub: by rows, as one node does to another.
 *
 * R1. It owns nothing and runs nothing, so that it may come and go, and fail, as it likes.
 * R2. As long as it is there nodes hear of it now and then, so that they tell of changes even where they are alone.
 */
import type { EntityMessage, Message, TaskLink } from '../engine/history';
import type { Log } from '../log';
import { partitionOf } from '../partition-of';
import type { Store } from '../store';
import type { Delivery } from './arrival';
import { HubClock, monotonicNow } from './hub-clock';
import { HubEmitter } from './hub-signals';
import type { DeliverOptions } from './node-settings';
import { Outbox } from './outbox';
import type { Sender } from './sender';
import { WakeSender } from './wake-sender';

const HELLO_MS = 10_000;

export class RemoteSender implements Sender {
  readonly signals = new HubEmitter();
  readonly clock = new HubClock();
  readonly #outbox: Outbox;
  readonly #wakes: WakeSender;
  #listening: { stop(): Promise<void> } | null = null;
  #hello: NodeJS.Timeout | null = null;

  constructor(
    private readonly name: string,
    private readonly store: Store,
    log: Log,
  ) {
    this.#wakes = new WakeSender(name, store, log);
    this.#wakes.isAlone = false;
    this.#outbox = new Outbox(
      name,
      store,
      (partitionId) => this.#wakes.partition(partitionId),
      () => {},
    );
  }

  /** Takes over the database's time, and begins to hear of changes. */
  async start(): Promise<void> {
    const askedAt = monotonicNow();
    this.clock.adjust(await this.store.now(), askedAt, monotonicNow());
    this.#listening = await this.store.listen(this.name, ({ change }) => {
      if (change !== null) this.signals.emit('changed', change.instanceIds, 'elsewhere');
    });
    this.#wakes.hello();
    this.#hello = setInterval(() => this.#wakes.hello(), HELLO_MS).unref();
  }

  async stop(): Promise<void> {
    if (this.#hello !== null) clearInterval(this.#hello);
    await this.#outbox.flush();
    await this.#wakes.flush();
    await this.#listening?.stop();
  }

  deliver(instanceId: string, message: Message | EntityMessage, { visibleAt }: DeliverOptions = {}): Promise<Delivery> {
    return new Promise((answer, fail) => {
      if (message.type === 'start') this.#outbox.start({ instanceId, start: message.start, answer, fail });
      else this.#outbox.send({ instanceId, message, visibleAt, answer, fail });
    });
  }

  /** Their owner is another process, which looks for them itself. */
  received(partitionId: number): void {
    this.#wakes.partition(partitionId);
  }

  peek(): undefined {
    return undefined;
  }

  async lockOf(instanceId: string): Promise<TaskLink | null> {
    const partitionId = partitionOf(instanceId, this.store.partitionCount);
    return (await this.store.loadEntities(partitionId, [instanceId])).get(instanceId)?.lockedBy ?? null;
  }

  takeEntityReply(instanceId: string, requestId: string) {
    return this.store.takeEntityReply(partitionOf(instanceId, this.store.partitionCount), requestId);
  }
}
