const CAUSES_MAX = 5;

/** True where the error, or one that it was caused by, has a code of the database, its driver or the system that fits. */
export function hasSqlState(error: unknown, codes: RegExp): boolean {
  let thrown: unknown = error;
  for (let depth = 0; depth < CAUSES_MAX && thrown instanceof Error; depth += 1) {
    if ('code' in thrown && typeof thrown.code === 'string' && codes.test(thrown.code)) return true;
    thrown = thrown.cause;
  }
  return false;
}
