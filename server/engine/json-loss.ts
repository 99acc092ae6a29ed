/** What JSON would turn into something else without a word. */

/** The first such thing in the value, in words; null where there is none. The value can be written as JSON. */
export function lossIn(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : String(value);
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return firstLoss(value) ?? (value.includes(undefined) ? 'undefined in an array' : null);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return `an instance of ${value.constructor?.name}`;
  return firstLoss(Object.values(value));
}

function firstLoss(values: readonly unknown[]): string | null {
  for (const value of values) {
    const loss = lossIn(value);
    if (loss !== null) return loss;
  }
  return null;
}
