/** Versions of orchestrators: how they compare. Null and the empty text stand for none. */
export type Version = string | null;

const NUMERIC = /^\d{1,9}(\.\d{1,9}){0,3}$/;

/** Text that a store can hold; the `@` is left for keys of a name and a version. */
const VERSION = /^[^\p{Cc}\p{Cs}@]{1,256}$/u;

/**
 * Negative where `a` is older than `b`, 0 where they are the same. None is older than any; one to four numbers compare as
 * numbers, everything else as text without regard to case.
 */
export function compareVersions(a: Version, b: Version): number {
  if (!(a && b)) return Number(Boolean(a)) - Number(Boolean(b));
  if (NUMERIC.test(a) && NUMERIC.test(b)) return compareNumbers(a.split('.'), b.split('.'));
  return compareTexts(a.toUpperCase(), b.toUpperCase());
}

function compareNumbers(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = Number(a[index] ?? 0) - Number(b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** True for what can be a version. */
export function isVersion(version: string): boolean {
  return VERSION.test(version);
}

/** The version that was given, none as null. Throws a `TypeError` for one that no store could hold. */
export function toVersion(version: string | null | undefined): Version {
  if (version === undefined || version === null || version === '') return null;
  if (typeof version === 'string' && isVersion(version)) return version;
  throw new TypeError('A version has 1 to 256 characters, none of them an @ or a control character.');
}
