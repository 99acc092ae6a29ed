/** The work items that a batch schedules, in the order in which its checkpoint numbers them. */
import { generationsOf } from '../engine/outcome';
import type { ClaimedWorkItem } from '../store';
import { type Batch, outcomesOf } from './batch';

export function scheduled(batch: Batch, partitionId: number): ClaimedWorkItem[] {
  return outcomesOf(batch).flatMap((outcome) =>
    generationsOf(outcome).flatMap(({ generation, workItems }) =>
      workItems.map(({ taskId, name, input, ...facts }) => ({
        partitionId,
        instanceId: outcome.record.instanceId,
        generation,
        taskId,
        name,
        input,
        facts,
        attempt: 1,
      })),
    ),
  );
}
