/** The work items that a batch schedules, in the order in which its checkpoint numbers them. */
import type { ClaimedWorkItem } from '../store';
import { type Batch, outcomesOf } from './batch';

export function scheduled(batch: Batch, partitionId: number): ClaimedWorkItem[] {
  return outcomesOf(batch).flatMap(({ record, workItems }) =>
    workItems.map(({ taskId, name, input }) => ({
      partitionId,
      instanceId: record.instanceId,
      generation: record.generation,
      taskId,
      name,
      input,
      attempt: 1,
    })),
  );
}
