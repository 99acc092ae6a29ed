/** Dates made from the turn's own time, the only place of the engine that makes any. */

/** A length of time, its parts added up. */
export type Duration = {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
  milliseconds?: number;
};

/** A moment, or how long from now. */
export type Due = Date | Duration;

const MS_PER = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1_000, milliseconds: 1 } as const;

const UNITS = Object.keys(MS_PER) as (keyof typeof MS_PER)[];

/** Nothing waits longer: about a hundred years. */
const WAIT_DAYS_MAX = 36_525;

export function toDate(moment: number): Date {
  return new Date(moment);
}

function durationMs(duration: Duration): number {
  return UNITS.reduce((total, unit) => total + (duration[unit] ?? 0) * MS_PER[unit], 0);
}

/**
 * The moment that `due` means at `now`, in whole milliseconds: later rather than earlier, and not before 1970, which every
 * database can hold. Throws a `TypeError` that names `what` for an invalid date or duration.
 */
export function dueMoment(due: Due, now: number, what = 'createTimer'): number {
  const moment = due instanceof Date ? due.getTime() : now + durationMs(due);
  if (typeof due !== 'object' || !Number.isFinite(moment)) {
    throw new TypeError(`${what} takes a valid Date, or a duration such as { hours: 3 }.`);
  }
  if (moment - now > WAIT_DAYS_MAX * MS_PER.days) {
    throw new TypeError(`${what} takes a moment within the next ${WAIT_DAYS_MAX} days.`);
  }
  return Math.max(0, Math.ceil(moment));
}

/** The moment of an HTTP date, such as `Wed, 21 Oct 2030 07:28:00 GMT`; NaN for anything else. */
export function parseHttpDate(text: string): number {
  return /^[A-Z][a-z]{2}, .* GMT$/.test(text) ? Date.parse(text) : Number.NaN;
}

/** As the end of a sentence: "in 1 day 2 hours", "by 2030-01-01T00:00:00.000Z". */
export function dueInWords(due: Due): string {
  if (due instanceof Date) return `by ${due.toISOString()}`;
  const parts = UNITS.flatMap((unit) => {
    const amount = due[unit];
    return amount ? [`${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`] : [];
  });
  return `in ${parts.join(' ') || 'no time'}`;
}
