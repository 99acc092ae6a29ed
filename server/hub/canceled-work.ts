/** The work items that a committed batch took away from whoever runs them. */
import { generationsOf } from '../engine/outcome';
import type { WorkItemKey } from '../store';
import { type Batch, outcomesOf } from './batch';

/** Tells them from all others; null where there are none. */
export function canceledBy(batch: Batch): ((item: WorkItemKey) => boolean) | null {
  const canceled = new Set<string>();
  for (const outcome of outcomesOf(batch)) {
    if (!outcome.ended && outcome.earlier.length === 0 && outcome.workItemsCanceled.length === 0) continue;
    const { instanceId } = outcome.record;
    for (const { generation, leftovers, workItemsCanceled } of generationsOf(outcome)) {
      if (leftovers === 'drop') canceled.add(allOf(instanceId, generation));
      for (const taskId of workItemsCanceled) canceled.add(oneOf(instanceId, generation, taskId));
    }
  }
  if (canceled.size === 0) return null;
  return ({ instanceId, generation, taskId }) =>
    canceled.has(allOf(instanceId, generation)) || canceled.has(oneOf(instanceId, generation, taskId));
}

const allOf = (instanceId: string, generation: number) => `${generation}/${instanceId}`;
const oneOf = (instanceId: string, generation: number, taskId: number) => `${taskId}/${generation}/${instanceId}`;
