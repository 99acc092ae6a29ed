/** An instance's row at the beginning of its generations. */
import type { Payload, StartFacts } from './history';
import type { InstanceRecord } from './outcome';
import { uuidV5 } from './uuid-v5';

const NOTHING_HAPPENED = {
  revision: 0,
  completedAt: null,
  output: null,
  failure: null,
  waitingOn: null,
  problem: null,
  historyLength: 0,
};

/** The row that a start makes. */
export function newRecord(instanceId: string, start: StartFacts, generation: number): InstanceRecord {
  const { executionId, name, version = null, createdAt, input, tags, parent, trace } = start;
  return {
    ...NOTHING_HAPPENED,
    instanceId,
    executionId,
    generation,
    name,
    version,
    input,
    tags,
    parent,
    trace,
    createdAt,
    status: 'Pending',
    updatedAt: createdAt,
    customStatus: null,
  };
}

/** The row in the generation that follows as the instance continues as new: what people know it by stays. */
export function continued(record: InstanceRecord, input: Payload): InstanceRecord {
  const generation = record.generation + 1;
  const executionId = uuidV5(String(generation), record.executionId);
  return { ...record, ...NOTHING_HAPPENED, generation, executionId, input, status: 'Pending' };
}
