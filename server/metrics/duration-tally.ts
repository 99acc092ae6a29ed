/**
 * A histogram of durations that is fed for every activity there is: counting costs two lookups and no allocation.
 *
 * `prom-client` writes it out, but keeps its own counts by labels that it hashes anew with each value.
 */
import { Histogram, type Registry } from 'prom-client';

/** Seconds. */
const BOUNDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 300, 1_800];

type Counts = { labels: Record<string, string>; buckets: number[]; count: number; sum: number };

/** One line of the histogram as it is written out. */
type Line = { metricName: string; labels: Record<string, string | number>; value: number };

export class DurationTally extends Histogram {
  readonly #counts = new Map<string, Map<string, Counts>>();

  constructor(
    private readonly metric: { name: string; help: string },
    private readonly labelsOf: (name: string, kind: string) => Record<string, string>,
    registry: Registry,
  ) {
    super({ ...metric, registers: [registry] });
  }

  /** Counts one duration, in milliseconds. */
  add(name: string, kind: string, ms: number): void {
    const counts = this.#countsOf(name, kind);
    const seconds = ms / 1_000;
    counts.count += 1;
    counts.sum += seconds;
    for (let bucket = 0; bucket < BOUNDS.length; bucket += 1) {
      if (seconds > (BOUNDS[bucket] ?? 0)) continue;
      counts.buckets[bucket] = (counts.buckets[bucket] ?? 0) + 1;
      return;
    }
  }

  /** How `prom-client` asks for what it writes. */
  getForPromString() {
    const { name, help } = this.metric;
    const all = [...this.#counts.values()].flatMap((kinds) => [...kinds.values()]);
    const values = all.flatMap((counts) => linesOf(name, counts));
    return Promise.resolve({ name, help, type: 'histogram', aggregator: 'sum', values });
  }

  #countsOf(name: string, kind: string): Counts {
    const kinds = this.#counts.get(name) ?? new Map<string, Counts>();
    if (kinds.size === 0) this.#counts.set(name, kinds);
    const known = kinds.get(kind);
    if (known !== undefined) return known;
    const counts = { labels: this.labelsOf(name, kind), buckets: BOUNDS.map(() => 0), count: 0, sum: 0 };
    kinds.set(kind, counts);
    return counts;
  }
}

function linesOf(name: string, { labels, buckets, count, sum }: Counts): Line[] {
  let below = 0;
  const lines = BOUNDS.map((bound, index) => {
    below += buckets[index] ?? 0;
    return { metricName: `${name}_bucket`, labels: { ...labels, le: bound }, value: below };
  });
  return [
    ...lines,
    { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: count },
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
