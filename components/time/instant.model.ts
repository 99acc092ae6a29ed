import { formatSpan } from './duration.model';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const NEAR_MS = 30 * 24 * 3_600_000;
const JUST_NOW_MS = 1500;

export type Zone = 'local' | 'utc';

type Fields = { year: number; month: string; day: number; clock: string; millis: string };

function fieldsOf(at: number, zone: Zone): Fields {
  const date = new Date(at);
  const shifted = zone === 'utc' ? date : new Date(at - date.getTimezoneOffset() * 60_000);
  const [, clock = '', millis = ''] = /T(.{8})\.(\d{3})/.exec(shifted.toISOString()) ?? [];
  return {
    year: shifted.getUTCFullYear(),
    month: MONTHS[shifted.getUTCMonth()] ?? '',
    day: shifted.getUTCDate(),
    clock,
    millis,
  };
}

/** An instant in full: `2 Mar 2026, 14:05:09.042`, with ` UTC` behind it in that zone. Takes epoch milliseconds. */
export function formatInstant(at: number, zone: Zone): string {
  const { year, month, day, clock, millis } = fieldsOf(at, zone);
  return `${day} ${month} ${year}, ${clock}.${millis}${zone === 'utc' ? ' UTC' : ''}`;
}

/** An instant for a narrow column: the clock on the day of `now`, else the date and the clock. */
export function formatShortInstant(at: number, now: number, zone: Zone): string {
  const then = fieldsOf(at, zone);
  const today = fieldsOf(now, zone);
  const sameDay = then.day === today.day && then.month === today.month && then.year === today.year;
  return sameDay ? then.clock : `${then.day} ${then.month} ${then.clock.slice(0, 5)}`;
}

/** The clock alone, to the millisecond: `14:05:09.042`. */
export function formatClock(at: number, zone: Zone): string {
  const { clock, millis } = fieldsOf(at, zone);
  return `${clock}.${millis}`;
}

/** How far an instant is from `now`: `just now`, `12 s ago`, `in 21 h`; beyond thirty days the date. */
export function formatRelative(at: number, now: number): string {
  const distance = now - at;
  if (Math.abs(distance) > NEAR_MS) {
    const { year, month, day } = fieldsOf(at, 'local');
    return `${day} ${month} ${year}`;
  }
  if (Math.abs(distance) < JUST_NOW_MS) return 'just now';
  return distance > 0 ? `${formatSpan(distance)} ago` : `in ${formatSpan(-distance)}`;
}
