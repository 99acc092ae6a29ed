/** A moment as .NET writes its ticks, with seven digits: `2018-02-28T05:18:49.3450000Z`. Takes ISO 8601 in UTC. */
export function toTicks(iso: string): string {
  const fraction = /\.(\d+)/.exec(iso)?.[1] ?? '';
  return `${iso.slice(0, 19)}.${fraction.slice(0, 7).padEnd(7, '0')}Z`;
}
