import { positionOf, type Scale } from './scale.model';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14, 30, 90, 365].map((count) => count * DAY),
];

const TICK_PX = 88;
const TEXT_PX = 44;

export type Tick = { at: number; left: number; text: string };

/** The marks of the axis: elapsed time at round steps, far enough apart to be read. `width` is the lane's, in pixels. */
export function ticks(scale: Scale, width: number): Tick[] {
  const start = scale.segments[0]?.from ?? 0;
  const step = stepFor(scale, width);
  const marks: Tick[] = [];
  for (const segment of scale.segments.filter(({ idle }) => !idle)) {
    for (let at = start + Math.ceil((segment.from - start) / step) * step; at <= segment.to; at += step) {
      const left = positionOf(scale, at);
      const fromLast = left - (marks.at(-1)?.left ?? Number.NEGATIVE_INFINITY);
      // Behind the last segment the lane leaves room for a text; behind others shortened time begins.
      const toEnd = segment.right === 1 ? 1 : segment.right - left;
      if (Math.min(fromLast, toEnd) * width >= TEXT_PX) {
        marks.push({ at, left, text: formatElapsed(at - start, step) });
      }
    }
  }
  return marks;
}

/** All stretches of work share one proportion, so one step serves them all. */
function stepFor({ segments }: Scale, width: number): number {
  const busy = segments.find(({ idle }) => !idle);
  if (busy === undefined) return DAY;
  const msPerPx = (busy.to - busy.from) / ((busy.right - busy.left) * width);
  const wanted = msPerPx * TICK_PX;
  return STEPS.find((step) => step >= wanted) ?? Math.ceil(wanted / DAY) * DAY;
}

/** Elapsed time as finely as the step asks for: `0`, `200 ms`, `1.2 s`, `1m 30s`, `2h`, `3d 12h`. */
export function formatElapsed(ms: number, step: number): string {
  if (ms === 0) return '0';
  if (ms < SECOND) return `${ms} ms`;
  if (ms < MINUTE) return `${(ms / SECOND).toFixed(decimals(step))} s`;
  const parts = [
    [Math.floor(ms / DAY), 'd'],
    [Math.floor((ms % DAY) / HOUR), 'h'],
    [Math.floor((ms % HOUR) / MINUTE), 'm'],
    [Math.floor((ms % MINUTE) / SECOND), 's'],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).slice(0, 2);
  return shown.map(([count, unit]) => `${count}${unit}`).join(' ');
}

function decimals(step: number): number {
  if (step >= SECOND) return 0;
  return step >= 100 ? 1 : step >= 10 ? 2 : 3;
}
