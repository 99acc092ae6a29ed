/** Fires a partition's timers: the near ones are kept in memory, the others are read when they come near. */
import type { Arrival } from './arrival';
import { type Batch, outcomesOf, purgedBy } from './batch';
import type { HubContext } from './hub-context';
import { TimerHeap } from './timer-heap';

export class PartitionTimers {
  readonly #heap = new TimerHeap();
  #callOff: (() => void) | null = null;
  #loadedUntil = 0;

  constructor(
    private readonly hub: HubContext,
    private readonly partitionId: number,
    private readonly onDue: (arrival: Arrival) => void,
  ) {}

  /** Reads the timers that come due soon, where the last reading does not reach far enough. */
  async load(): Promise<void> {
    const { timerHorizonMs } = this.hub.options;
    const now = this.hub.clock.now();
    if (this.#loadedUntil > now + timerHorizonMs / 2) return;
    this.#loadedUntil = now + timerHorizonMs;
    try {
      for (const timer of await this.hub.store.fetchTimers(this.partitionId, timerHorizonMs)) this.#heap.add(timer);
      this.#arm();
    } catch (error) {
      this.#loadedUntil = 0;
      this.hub.log.warn({ partition: this.partitionId, err: error }, 'timers could not be read');
    }
  }

  /** Reads all of them again: some that fired had to wait. */
  reload(): void {
    this.clear();
    void this.load();
  }

  /** Takes in the near ones of the timers that a committed batch created, and forgets those of instances that went for good. */
  add(batch: Batch): void {
    const purged = purgedBy(batch);
    if (purged.length > 0) this.#heap.forget(new Set(purged));
    for (const { record, timersCreated, ended } of outcomesOf(batch)) {
      if (ended) continue;
      for (const { taskId, fireAt } of timersCreated) {
        const { instanceId, generation } = record;
        if (fireAt <= this.#loadedUntil) this.#heap.add({ instanceId, generation, taskId, fireAt });
      }
    }
    this.#arm();
  }

  clear(): void {
    this.stop();
    this.#heap.clear();
    this.#loadedUntil = 0;
  }

  stop(): void {
    this.#callOff?.();
    this.#callOff = null;
  }

  #arm(): void {
    this.stop();
    const { earliest } = this.#heap;
    if (earliest === null) return;
    this.#callOff = this.hub.clock.callAt(earliest, () => this.#fire());
  }

  #fire(): void {
    const now = this.hub.clock.now();
    const due = this.#heap.takeDue(now);
    if (due[0] !== undefined) {
      this.hub.signals.emit('timersFired', { timers: due.length, lagMs: now - due[0].fireAt });
    }
    for (const { instanceId, generation, taskId, fireAt } of due) {
      const message = { type: 'timerFired' as const, generation, taskId, fireAt };
      this.onDue({ instanceId, message, source: { from: 'timer' } });
    }
    this.#arm();
  }
}
