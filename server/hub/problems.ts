/** Writes on an instance's row why it cannot go on, where arrivals for it have to wait. */
import type { AwaitTree } from '@/contract/await-tree';
import type { Origin } from '../engine/execution';
import type { InstanceRecord } from '../engine/outcome';
import type { MissingCode } from '../registry';
import type { Turned } from '../store';
import type { Batch } from './batch';

/** One change of the row for each instance of the batch that is blocked for a reason its row does not say yet. */
export function problemsOf(batch: Batch): Turned[] {
  return batch.admissions.flatMap(({ execution, blocked, isReleased }) => {
    if (execution !== null || blocked === null) return [];
    const { record, missing, origin = OLD } = blocked;
    const problem = isReleased ? null : blocked.problem;
    if (record.problem === problem) return [];
    const written = { ...record, problem, waitingOn: missing === undefined ? record.waitingOn : codeOf(missing) };
    blocked.record = { ...written, revision: record.revision + 1 };
    blocked.origin = undefined;
    return [unchangedBut(written, origin)];
  });
}

const OLD: Origin = { isNew: false, replaces: null };

function codeOf({ name, version = null }: MissingCode): AwaitTree {
  return { kind: 'code', taskId: 0, name, version };
}

function unchangedBut(record: InstanceRecord, origin: Origin): Turned {
  return {
    outcome: {
      record,
      ...origin,
      generation: record.generation,
      earlier: [],
      forgetsUpTo: null,
      events: [],
      workItems: [],
      workItemsCanceled: [],
      timersCreated: [],
      timersCanceled: [],
      waitsOpened: [],
      waitsClosed: [],
      ended: false,
      leftovers: 'none',
      sends: [],
      logs: [],
    },
    workItemsDone: [],
    timersFired: [],
  };
}
