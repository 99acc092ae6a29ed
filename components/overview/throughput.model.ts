/** Bars of instances over time, each of a few segments. */
import type { Overview } from '@/contract/overview';

type Throughput = Overview['throughput'];

/** The segments of a bar, from below. */
export const SEGMENTS = [
  { id: 'completed', label: 'Completed', fill: 'fill-completed', dot: 'bg-completed' },
  { id: 'stopped', label: 'Canceled, terminated', fill: 'fill-terminated', dot: 'bg-terminated' },
  { id: 'open', label: 'Not ended', fill: 'fill-running', dot: 'bg-running' },
  { id: 'failed', label: 'Failed', fill: 'fill-failed', dot: 'bg-failed' },
] as const;

type Segment = (typeof SEGMENTS)[number]['id'];

export type Bar = {
  /** Epoch milliseconds. */
  from: number;
  total: number;
  /** Some count of it ended at the cap. */
  isCapped: boolean;
  counts: Record<Segment, number>;
};

export function barsOf({ from, stepMs, cap, buckets }: Throughput): Bar[] {
  const start = Date.parse(from);
  return buckets.map((bucket, index) => {
    const of = (...statuses: (keyof typeof bucket)[]) =>
      statuses.reduce((sum, status) => sum + (bucket[status] ?? 0), 0);
    const counts = {
      completed: of('Completed'),
      stopped: of('Canceled', 'Terminated'),
      open: of('Pending', 'Running', 'Suspended', 'ContinuedAsNew'),
      failed: of('Failed'),
    };
    const total = counts.completed + counts.stopped + counts.open + counts.failed;
    const isCapped = Object.values(bucket).some((count) => count >= cap);
    return { from: start + index * stepMs, total, isCapped, counts };
  });
}

/** The height of the chart: a round number that no bar is above. */
export function ceilingOf(bars: readonly Bar[]): number {
  const highest = Math.max(1, ...bars.map(({ total }) => total));
  const power = 10 ** Math.floor(Math.log10(highest));
  return ([1, 2, 5, 10].find((factor) => factor * power >= highest) ?? 10) * power;
}
