import type { GenerationOutcome, WorkItem, WorkItemFacts } from '../engine/outcome';
import type { ClaimedWorkItem, Turned } from '../store';

/** The work items that a checkpoint of these turns writes, in its order: the first ones are those that it takes. */
export function scheduled(turned: readonly Turned[], partitionId: number): ClaimedWorkItem[] {
  const items: ClaimedWorkItem[] = [];
  for (const { outcome } of turned) {
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
