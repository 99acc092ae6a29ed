/**
 * How many of the activities that a batch calls this node keeps for itself, while there are others.
 *
 * V1. Alone, or with nothing to do, it keeps what it can run: nothing goes a longer way than it must.
 * V2. Beyond that it keeps as much as is its share of all that is under way, by capacity. The others may claim the rest, and
 *     so may this node, a little later.
 * V3. What takes less time than the way to another node stays.
 */
import type { ClaimedWorkItem } from '../store';
import type { ActivityWorker } from './activity-worker';
import type { OtherNodes } from './other-nodes';

/** A node that runs so few has no need of others. */
const KEPT_ALWAYS = 4;

type Load = Pick<ActivityWorker, 'load' | 'isBrief'>;
type Others = Pick<OtherNodes, 'capacity' | 'running'>;

/** How many of these items to keep, of which there may be room for fewer. */
export function ownShare(items: readonly ClaimedWorkItem[], capacity: number, worker: Load, others: Others): number {
  if (others.capacity === 0) return items.length;
  const brief = items.reduce((count, { name }) => count + (worker.isBrief(name) ? 1 : 0), 0);
  const long = items.length - brief;
  const all = worker.load + long + others.running;
  const fair = Math.ceil((all * capacity) / (capacity + others.capacity));
  return brief + Math.min(long, Math.max(0, Math.max(fair, KEPT_ALWAYS) - worker.load));
}
