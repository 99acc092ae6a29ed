/** Random numbers that a seed repeats (mulberry32): a run's faults can be drawn again. */
export type Random = {
  /** From 0 to below 1. */
  next(): number;
  pick<T>(items: readonly T[]): T;
  between(low: number, high: number): number;
  /** The heavier ones more often. */
  pickWeighted<T extends { weight: number }>(items: readonly T[]): T;
};

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    pick: <T>(items: readonly T[]) => items[Math.floor(next() * items.length)] as T,
    between: (low, high) => low + next() * (high - low),
    pickWeighted: (items) => {
      let left = next() * items.reduce((sum, { weight }) => sum + weight, 0);
      const picked = items.find(({ weight }) => {
        left -= weight;
        return left < 0;
      });
      return picked ?? (items[0] as (typeof items)[number]);
    },
  };
}
