/** An instance's row at the beginning of its generations. */
import type { Payload, StartFacts } from './history';
import type { InstanceRecord } from './outcome';
import { uuidV5 } from './uuid-v5';

/** The row that a start makes. The version is the one that the start asks for, unless another is given. */
export function newRecord(
  instanceId: string,
  start: StartFacts,
  generation: number,
  version: string | null = start.version ?? null,
): InstanceRecord {
  // Each field by name, here and below: a spread costs more than all else that a start does.
  return {
    instanceId,
    executionId: start.executionId,
    generation,
    revision: 0,
    name: start.name,
    version,
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
    trace: start.trace,
    waitingOn: null,
    problem: null,
    historyLength: 0,
  };
}

/** The row as it is now, whatever becomes of it. */
export function copyOf(record: InstanceRecord): InstanceRecord {
  return {
    instanceId: record.instanceId,
    executionId: record.executionId,
    generation: record.generation,
    revision: record.revision,
    name: record.name,
    version: record.version,
    status: record.status,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    completedAt: record.completedAt,
    input: record.input,
    output: record.output,
    failure: record.failure,
    customStatus: record.customStatus,
    tags: record.tags,
    parent: record.parent,
    trace: record.trace,
    waitingOn: record.waitingOn,
    problem: record.problem,
    historyLength: record.historyLength,
  };
}

const NOTHING_HAPPENED = {
  revision: 0,
  completedAt: null,
  output: null,
  failure: null,
  waitingOn: null,
  problem: null,
  historyLength: 0,
};

/** The row in the generation that follows as the instance continues as new: what people know it by stays. */
export function continued(record: InstanceRecord, input: Payload): InstanceRecord {
  const generation = record.generation + 1;
  const executionId = uuidV5(String(generation), record.executionId);
  return { ...record, ...NOTHING_HAPPENED, generation, executionId, input, status: 'Pending' };
}
