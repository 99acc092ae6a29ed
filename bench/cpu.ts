/** What a benchmark costs: the processor's time that this process and the database's processes took. */
import { readdirSync, readFileSync } from 'node:fs';

/** The kernel's clock ticks in a second, as far as `/proc` tells of them. */
const TICKS_PER_S = 100;

/** Seconds of processor time so far, of this process and of the server's; null where the system has no `/proc`. */
export function cpuSeconds(postmaster: number): number | null {
  const { user, system } = process.cpuUsage();
  try {
    return (user + system) / 1_000_000 + ticksOf(postmaster) / TICKS_PER_S;
  } catch {
    return null;
  }
}

/** The postmaster's own, its children's, and what its children took that have ended. */
function ticksOf(postmaster: number): number {
  let ticks = 0;
  for (const pid of readdirSync('/proc')) {
    const facts = /^\d+$/.test(pid) ? readStat(pid) : null;
    if (facts === null) continue;
    const [parent, own, children] = [
      facts[1] ?? 0,
      (facts[11] ?? 0) + (facts[12] ?? 0),
      (facts[13] ?? 0) + (facts[14] ?? 0),
    ];
    if (Number(pid) === postmaster) ticks += own + children;
    else if (parent === postmaster) ticks += own;
  }
  return ticks;
}

/** The fields of a process's `stat` after its name; null where it has ended. */
function readStat(pid: string): number[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
  } catch {
    return null;
  }
}
