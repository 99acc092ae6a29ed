/**
 * What one node of all does now and then.
 *
 * DU1. It is done by the node that has the duty, for as long as it says so anew: a node that is lost loses it with time.
 * DU2. It is done once at a time, and what goes wrong with it is logged and tried again.
 */
import type { Log } from '../log';
import type { OperationsStore } from '../operations-store';

/** A node that was not heard of for so many intervals has lost its duty. */
const INTERVALS_HELD = 3;

/** It may take longer than the interval: it asks for more time as it goes on. */
export type Tenure = {
  /** False where the node must not go on. */
  keep(): Promise<boolean>;
};

type Settings = { name: string; nodeId: string; intervalMs: number; log: Log };

export class Duty {
  #timer: NodeJS.Timeout | null = null;
  #underWay: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(
    private readonly settings: Settings,
    private readonly store: Pick<OperationsStore, 'takeDuty' | 'leaveDuty'>,
    private readonly work: (tenure: Tenure) => Promise<void>,
  ) {}

  /** Begins after one interval. An interval of 0 is never. */
  start(): void {
    if (this.settings.intervalMs > 0) this.#schedule();
  }

  /** Does it now, where this node has the duty. */
  async perform(): Promise<void> {
    try {
      if (await this.#keep()) await this.work({ keep: () => this.#keep() });
    } catch (error) {
      this.settings.log.warn({ err: error, duty: this.settings.name }, 'a duty could not be done');
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#underWay;
    const { name, nodeId } = this.settings;
    // Where this fails the duty goes to another node a little later.
    await this.store.leaveDuty(name, nodeId).catch(() => undefined);
  }

  async #keep(): Promise<boolean> {
    const { name, nodeId, intervalMs } = this.settings;
    return !this.#isStopped && (await this.store.takeDuty(name, nodeId, Math.max(1_000, intervalMs * INTERVALS_HELD)));
  }

  #schedule(): void {
    this.#timer = setTimeout(() => {
      this.#underWay = this.perform().then(() => {
        if (!this.#isStopped) this.#schedule();
      });
    }, this.settings.intervalMs).unref();
  }
}
