import type { StartFacts } from '../engine/history';
import type { InstanceRecord } from '../engine/outcome';

/** The row of an instance to which nothing has happened yet. */
export function newRecord(instanceId: string, start: StartFacts, generation: number): InstanceRecord {
  return {
    instanceId,
    executionId: start.executionId,
    generation,
    revision: 0,
    name: start.name,
    version: start.version ?? null,
    status: 'Pending',
    createdAt: start.createdAt,
    updatedAt: start.createdAt,
    completedAt: null,
    input: start.input,
    output: null,
    failure: null,
    customStatus: null,
    tags: start.tags,
    parent: start.parent,
    waitingOn: null,
    problem: null,
    historyLength: 0,
  };
}
