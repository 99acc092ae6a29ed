/**
 * Measures how long after a fault the partitions of what it struck go on: until a checkpoint of theirs commits that was not
 * under way when the fault came.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from 'postgres';

type Row = { partition_id: number; owner: string | null; batches: string };

type Waiting = { kind: string; since: number; batches: string };

export type Percentiles = { count: number; p50: number; p99: number; max: number };

const LOOK_MS = 100;

/** What was under way as the fault came has ended by then, and is no sign of life. */
const UNDER_WAY_MS = 100;

export class RecoveryTimes {
  readonly #times = new Map<string, number[]>();
  readonly #waiting = new Map<number, Waiting[]>();
  #latest: Row[] = [];
  #isStopped = false;

  constructor(private readonly sql: Sql) {}

  /** Who owns which partition, as far as is known. */
  ownedBy(struck: string): number[] {
    const owned = this.#latest.filter(({ owner }) => struck === 'all' || owner === struck);
    return owned.map(({ partition_id }) => partition_id);
  }

  /** These partitions were struck at this moment. */
  async struck(kind: string, partitions: readonly number[], since: number): Promise<void> {
    await sleep(Math.max(0, since + UNDER_WAY_MS - performance.now()));
    for (const id of partitions) {
      const batches = this.#latest.find(({ partition_id }) => partition_id === id)?.batches ?? '';
      this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), { kind, since, batches }]);
    }
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

  get all(): Percentiles {
    return percentilesOf([...this.#times.values()].flat());
  }

  get byKind(): Record<string, Percentiles> {
    const kinds = [...this.#times].sort(([one], [other]) => one.localeCompare(other));
    return Object.fromEntries(kinds.map(([kind, times]) => [kind, percentilesOf(times)]));
  }

  async #look(): Promise<void> {
    this.#latest = await this.sql<Row[]>`
      select p.partition_id, p.owner, coalesce(string_agg(c.batch_id::text, ' ' order by c.lane), '') as batches
      from partitions p left join checkpoints c using (partition_id) group by 1, 2`;
    const now = performance.now();
    for (const { partition_id, batches } of this.#latest) {
      const waiting = this.#waiting.get(partition_id) ?? [];
      const recovered = waiting.filter((fault) => fault.batches !== batches);
      for (const { kind, since } of recovered) this.#times.set(kind, [...(this.#times.get(kind) ?? []), now - since]);
      this.#waiting.set(
        partition_id,
        waiting.filter((fault) => fault.batches === batches),
      );
    }
  }
}

/** In whole milliseconds. */
function percentilesOf(times: number[]): Percentiles {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}
