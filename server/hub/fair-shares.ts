/** How partitions are shared: every node comes to the same plan, and carries out what concerns itself. */

export type Holding = { nodeId: string; partitions: number };

/**
 * How many partitions a node asks of whom, until none has two more than another. Whoever has most gives first; of those
 * with equally many, the one with the smallest id.
 */
export function asksOf(nodeId: string, holdings: readonly Holding[]): Map<string, number> {
  const asks = new Map<string, number>();
  const rows = holdings.map((holding) => ({ ...holding }));
  for (;;) {
    rows.sort((a, b) => b.partitions - a.partitions || (a.nodeId < b.nodeId ? -1 : 1));
    const most = rows[0];
    const least = rows.at(-1);
    if (most === undefined || least === undefined || most.partitions - least.partitions <= 1) return asks;
    most.partitions -= 1;
    least.partitions += 1;
    if (least.nodeId === nodeId) asks.set(most.nodeId, (asks.get(most.nodeId) ?? 0) + 1);
  }
}
