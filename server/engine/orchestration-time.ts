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

/** The latest moment that a `Date` can hold. */
const MOMENT_MAX = 8_640_000_000_000_000;

export function toDate(moment: number): Date {
  return new Date(moment);
}

function durationMs(duration: Duration): number {
  let total = 0;
  for (const unit of Object.keys(MS_PER) as (keyof typeof MS_PER)[]) total += (duration[unit] ?? 0) * MS_PER[unit];
  return total;
}

/**
 * The moment that `due` means at `now`, in whole milliseconds: later rather than earlier, and not before 1970, which every
 * database can hold. Throws a `TypeError` for an invalid date or duration.
 */
export function dueMoment(due: Due, now: number): number {
  const moment = due instanceof Date ? due.getTime() : now + durationMs(due);
  if (typeof due !== 'object' || !Number.isFinite(moment) || moment > MOMENT_MAX) {
    throw new TypeError('createTimer takes a valid Date, or a duration such as { hours: 3 }.');
  }
  return Math.max(0, Math.ceil(moment));
}
