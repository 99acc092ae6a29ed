/** What a workload reports. */
import { percentile } from './statistics';

export type Measured = {
  workload: string;
  /** What `workload` was run with: instances, or activities of its one instance. */
  n: number;
  seconds: number;
  activities_per_s: number | null;
  instances_per_s: number | null;
  p50_ms: number | null;
  p99_ms: number | null;
  first200_ms?: number;
  last200_ms?: number;
  /** The last 200 steps against the first: 1 where a step costs the same however long the history. */
  last_to_first?: number;
  operations_per_s?: number;
  /** The most memory the process held, above what it held before. */
  grown_mib?: number;
  /** The most activities that ran at the same time. */
  at_once?: number;
};

/** What it took, measured around a workload. */
export type Costs = {
  /** Processor time of this process and the database's, for each activity, instance or operation. */
  cpu_ms_each: number | null;
  /** How late the event loop was, at the 99th percentile. */
  loop_p99_ms: number;
};

export function measured(
  workload: string,
  n: number,
  seconds: number,
  counts: { activities?: number; instances?: number; samples?: number[] },
): Measured {
  const at = (share: number) => (counts.samples === undefined ? null : rounded(percentile(counts.samples, share)));
  const rate = (count: number | undefined) => (count === undefined ? null : Math.round(count / seconds));
  return {
    workload,
    n,
    seconds: Number(seconds.toFixed(3)),
    activities_per_s: rate(counts.activities),
    instances_per_s: rate(counts.instances),
    p50_ms: at(0.5),
    p99_ms: at(0.99),
  };
}

export function rounded(ms: number): number {
  return Number(ms.toFixed(2));
}

/** How much was done, to share the cost among. */
export function unitsOf({ activities_per_s, instances_per_s, operations_per_s, seconds }: Measured): number {
  return Math.max(1, Math.round((activities_per_s ?? operations_per_s ?? instances_per_s ?? 0) * seconds));
}
