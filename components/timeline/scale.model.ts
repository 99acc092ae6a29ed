/** A stretch of time and where it lies on the lane, from 0 to 1. `idle` stretches are drawn shorter than they were. */
type Segment = { from: number; to: number; left: number; right: number; idle: boolean };

export type Interval = { from: number; to: number };

type Extent = Interval & {
  /** When something ran. Time in which nothing but timers and events was awaited lies between. */
  work: readonly Interval[];
  collapseIdle: boolean;
};

/** From what share of the whole time, and from what length on, idleness is worth shortening; and to what. */
const IDLE_MIN_SHARE = 0.2;
const IDLE_MIN_MS = 5000;
const IDLE_WIDTH = 0.12;
const IDLE_WIDTHS_MAX = 0.5;

export type Scale = { segments: readonly Segment[]; hasIdle: boolean };

/** Lays time out on a lane. Times are epoch milliseconds. */
export function buildScale({ from, to, work, collapseIdle }: Extent): Scale {
  const whole: Segment = { from, to: Math.max(to, from + 1), left: 0, right: 1, idle: false };
  const idle = idleStretches(whole, work);
  const idleMs = total(idle);
  const busyMs = whole.to - whole.from - idleMs;
  const hasIdle = idle.length > 0 && busyMs > 0;
  if (!collapseIdle || !hasIdle) return { segments: [whole], hasIdle };

  const idleWidth = Math.min(IDLE_WIDTH, IDLE_WIDTHS_MAX / idle.length);
  const perMs = (1 - idleWidth * idle.length) / busyMs;
  let left = 0;
  const segments = alternate(whole, idle).map(({ idle: isIdle, ...stretch }) => {
    const right = left + (isIdle ? idleWidth : (stretch.to - stretch.from) * perMs);
    const segment = { ...stretch, left, right, idle: isIdle };
    left = right;
    return segment;
  });
  return { segments, hasIdle };
}

/** Where an instant lies, from 0 to 1. */
export function positionOf({ segments }: Scale, at: number): number {
  const segment = segments.find(({ to }) => at <= to) ?? segments.at(-1);
  if (segment === undefined) return 0;
  const share = (at - segment.from) / (segment.to - segment.from);
  return segment.left + Math.min(1, Math.max(0, share)) * (segment.right - segment.left);
}

/** The long stretches between pieces of work. */
function idleStretches(whole: Interval, work: readonly Interval[]): Interval[] {
  const min = Math.max(IDLE_MIN_MS, (whole.to - whole.from) * IDLE_MIN_SHARE);
  const gaps: Interval[] = [];
  let busyUntil = whole.from;
  for (const { from, to } of [...work].sort((a, b) => a.from - b.from)) {
    if (from - busyUntil >= min) gaps.push({ from: busyUntil, to: from });
    busyUntil = Math.max(busyUntil, to);
  }
  if (whole.to - busyUntil >= min) gaps.push({ from: busyUntil, to: whole.to });
  return gaps;
}

function alternate(whole: Interval, idle: readonly Interval[]): (Interval & { idle: boolean })[] {
  const stretches: (Interval & { idle: boolean })[] = [];
  let from = whole.from;
  for (const gap of idle) {
    if (gap.from > from) stretches.push({ from, to: gap.from, idle: false });
    stretches.push({ ...gap, idle: true });
    from = gap.to;
  }
  if (from < whole.to) stretches.push({ from, to: whole.to, idle: false });
  return stretches;
}

function total(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { from, to }) => sum + to - from, 0);
}
