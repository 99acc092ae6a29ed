/** Tells when instances have a status, by one query for all that are waited for. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from 'postgres';
import type { RuntimeStatus } from '@/contract/runtime-status';
import { texts } from '@/db/array-literal';

export type Seen = { status: RuntimeStatus; output: string | null; failure: string | null };

type Waiting = { statuses: readonly RuntimeStatus[]; resolve: (seen: Seen) => void };

const LOOK_MS = 300;

export class Endings {
  readonly #waiting = new Map<string, Waiting>();
  #isStopped = false;

  constructor(
    private readonly sql: Sql,
    /** Told of instances that are waited for, and are suspended. */
    private readonly onSuspended: (instanceId: string) => void,
  ) {}

  /** Resolves when the instance has one of these statuses. One at a time may wait for an instance. */
  once(instanceId: string, statuses: readonly RuntimeStatus[]): Promise<Seen> {
    return new Promise((resolve) => this.#waiting.set(instanceId, { statuses, resolve }));
  }

  get waitedFor(): string[] {
    return [...this.#waiting.keys()];
  }

  async run(): Promise<void> {
    while (!this.#isStopped) {
      // The database may be away.
      await this.#look().catch(() => {});
      await sleep(LOOK_MS);
    }
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #look(): Promise<void> {
    const rows = await this.sql<(Seen & { instance_id: string })[]>`
      select instance_id, status, output, failure from instances
      where instance_id = any(${texts(this.waitedFor)}::text[])
        and partition_id = any(array(select partition_id from partitions))`;
    for (const { instance_id, ...seen } of rows) {
      const waiting = this.#waiting.get(instance_id);
      if (waiting?.statuses.includes(seen.status)) {
        this.#waiting.delete(instance_id);
        waiting.resolve(seen);
      } else if (seen.status === 'Suspended') this.onSuspended(instance_id);
    }
  }
}
