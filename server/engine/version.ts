/** Versions of orchestrators: how they compare. Null and the empty text stand for none. */
import { versionProblem } from '@/contract/text-problem';

export type Version = string | null;

const NUMERIC = /^\d{1,9}(\.\d{1,9}){0,3}$/;

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
  return version !== '' && versionProblem(version) === null;
}

/** The version that was given, none as null. Throws a `TypeError` for one that no instance can have. */
export function toVersion(version: string | null | undefined): Version {
  if (version === undefined || version === null || version === '') return null;
  if (typeof version !== 'string') throw new TypeError('A version is text.');
  const problem = versionProblem(version);
  if (problem !== null) throw new TypeError(problem.message);
  return version;
}
