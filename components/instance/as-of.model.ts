import type { HistoryEventView } from '@/contract/history-event';
import type { InstanceDetails } from '@/contract/instance';

/** The instance as one of its generations: it begins and ends with that generation's history. */
export function asOf(
  instance: InstanceDetails,
  generation: number,
  history: readonly HistoryEventView[] = [],
): InstanceDetails {
  const { createdAt, completedAt } = instance;
  const begin = generation === 0 ? createdAt : (history[0]?.at ?? createdAt);
  if (generation === instance.generation) return { ...instance, createdAt: begin };
  return { ...instance, generation, createdAt: begin, completedAt: history.at(-1)?.at ?? completedAt ?? begin };
}
