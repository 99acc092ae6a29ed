/** A count that was not counted further than `cap`: `10,000+` where it ended there. */
export function cappedCount(count: number, cap: number): string {
  return count >= cap ? `${format(cap - 1)}+` : format(count);
}

function format(count: number): string {
  return count.toLocaleString('en');
}
