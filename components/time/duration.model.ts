const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const padded = (value: number) => String(value).padStart(2, '0');

/** A duration for a column of figures: `812 ms`, `4.21 s`, `1m 04s`, `2h 05m`, `3d 04h`. Takes milliseconds. */
export function formatDuration(ms: number): string {
  const length = Math.max(0, ms);
  if (length < SECOND) return `${Math.round(length)} ms`;
  if (length < 10 * SECOND) return `${(Math.floor(length / 10) / 100).toFixed(2)} s`;
  if (length < MINUTE) return `${(Math.floor(length / 100) / 10).toFixed(1)} s`;
  if (length < HOUR) return `${Math.floor(length / MINUTE)}m ${padded(Math.floor((length % MINUTE) / SECOND))}s`;
  if (length < DAY) return `${Math.floor(length / HOUR)}h ${padded(Math.floor((length % HOUR) / MINUTE))}m`;
  return `${Math.floor(length / DAY)}d ${padded(Math.floor((length % DAY) / HOUR))}h`;
}

/** The same for a duration that still grows: whole seconds, so that its end does not flicker. */
export function formatGrowingDuration(ms: number): string {
  return ms < MINUTE ? `${Math.floor(Math.max(0, ms) / SECOND)} s` : formatDuration(ms);
}

const UNITS = [
  [DAY, 'd'],
  [HOUR, 'h'],
  [MINUTE, 'min'],
  [SECOND, 's'],
] as const;

/** A duration within a sentence, in its one or two largest units: `21 h`, `21 h 57 min`. Takes milliseconds. */
export function formatSpan(ms: number, units: 1 | 2 = 1): string {
  const length = Math.max(0, ms);
  if (length < SECOND) return `${Math.round(length)} ms`;
  const first = UNITS.findIndex(([size]) => length >= size);
  let rest = length;
  const parts: string[] = [];
  for (const [size, name] of UNITS.slice(first, first + units)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.join(' ');
}
