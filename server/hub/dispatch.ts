/** The work items that a batch schedules, in the order in which its checkpoint numbers them. */
import type { GenerationOutcome, WorkItem, WorkItemFacts } from '../engine/outcome';
import type { ClaimedWorkItem } from '../store';
import type { Batch } from './batch';

export function scheduled(batch: Batch, partitionId: number): ClaimedWorkItem[] {
  const items: ClaimedWorkItem[] = [];
  for (const { outcome } of batch.results.values()) {
    const { instanceId } = outcome.record;
    for (const ended of outcome.earlier) add(items, ended, instanceId, partitionId);
    add(items, outcome, instanceId, partitionId);
  }
  return items;
}

function add(items: ClaimedWorkItem[], part: GenerationOutcome, instanceId: string, partitionId: number): void {
  const { generation } = part;
  for (const item of part.workItems) {
    const { taskId, name, input } = item;
    items.push({ partitionId, instanceId, generation, taskId, name, input, facts: factsOf(item), attempt: 1 });
  }
}

const NO_FACTS: WorkItemFacts = {};

function factsOf({ attempt, firstTaskId, tags, trace }: WorkItem): WorkItemFacts {
  const hasNone = attempt === undefined && tags === undefined && trace === undefined;
  return hasNone ? NO_FACTS : { attempt, firstTaskId, tags, trace };
}
