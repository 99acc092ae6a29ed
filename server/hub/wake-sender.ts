/** Tells other nodes what they may want to look at, a few times a second at most, and only while there are others. */
import type { Log } from '../log';
import type { Wake, WakeStore } from '../wake-store';

/** A message on its way waits no longer than this for others to be told of with it. */
const URGENT_MS = 3;
/** Pages of other nodes learn of changes this late at most. */
const CHANGES_MS = 250;
/** Clients that are no nodes say that they listen several times as often. */
const LISTENED_MS = 35_000;
/** More changes than this are not named. */
const NAMED_MAX = 150;

export class WakeSender {
  #partitions = new Set<number>();
  #workItems = new Set<number>();
  #limited = false;
  #members = false;
  #canceled = false;
  #changed: Set<string> | null = new Set();
  #timer: NodeJS.Timeout | null = null;
  #dueAt = 0;
  /** Set from the heartbeat: alone, there is nobody to tell, but for clients that are no nodes. */
  isAlone = true;
  #listenedUntil = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly nodeId: string,
    private readonly store: WakeStore,
    private readonly log: Log,
  ) {}

  partition(partitionId: number): void {
    this.#partitions.add(partitionId);
    this.#schedule(URGENT_MS);
  }

  workItems(partitionIds: readonly number[]): void {
    for (const partitionId of partitionIds) this.#workItems.add(partitionId);
    this.#schedule(URGENT_MS);
  }

  limited(): void {
    this.#limited = true;
    this.#schedule(URGENT_MS);
  }

  members(): void {
    this.#members = true;
    this.#schedule(URGENT_MS);
  }

  canceled(): void {
    this.#canceled = true;
    this.#schedule(URGENT_MS);
  }

  /** A client that is no node has said that it listens. */
  listened(): void {
    this.#listenedUntil = performance.now() + LISTENED_MS;
  }

  /** Says that this process listens, though it is no node. */
  hello(): void {
    const wake: Wake = {
      partitions: [],
      workItems: [],
      limited: false,
      members: false,
      canceled: false,
      change: null,
      listens: true,
    };
    this.store.wake(this.nodeId, wake).catch((error) => this.log.warn({ err: error }, 'nodes could not be told'));
  }

  get #isUnheard(): boolean {
    return this.isAlone && performance.now() > this.#listenedUntil;
  }

  changed(instanceIds: readonly string[]): void {
    if (this.#isUnheard) return;
    for (const instanceId of instanceIds) this.#changed?.add(instanceId);
    if (this.#changed !== null && this.#changed.size > NAMED_MAX) this.#changed = null;
    this.#schedule(CHANGES_MS);
  }

  /** Tells at once what there is to tell. */
  async flush(): Promise<void> {
    if (this.#timer === null) return;
    this.stop();
    await this.#send();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #schedule(delayMs: number): void {
    const dueAt = performance.now() + delayMs;
    if (this.#timer !== null && this.#dueAt <= dueAt) return;
    this.stop();
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => void this.#send(), delayMs);
  }

  async #send(): Promise<void> {
    this.#timer = null;
    const wake = this.#take();
    if (this.#isUnheard) return;
    try {
      await this.store.wake(this.nodeId, wake);
    } catch (error) {
      this.log.warn({ err: error }, 'other nodes could not be told');
    }
  }

  #take(): Wake {
    const changed = this.#changed === null ? null : [...this.#changed];
    const wake: Wake = {
      partitions: [...this.#partitions],
      workItems: [...this.#workItems],
      limited: this.#limited,
      members: this.#members,
      canceled: this.#canceled,
      change: changed?.length === 0 ? null : { instanceIds: changed },
    };
    this.#partitions = new Set();
    this.#workItems = new Set();
    this.#limited = false;
    this.#members = false;
    this.#canceled = false;
    this.#changed = new Set();
    return wake;
  }
}
