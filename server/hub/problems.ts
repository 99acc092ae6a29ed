/** Writes on an instance's row why it cannot go on, where arrivals for it have to wait. */
import type { InstanceRecord } from '../engine/outcome';
import type { Turned } from '../store';
import type { Batch } from './batch';

/** One change of the row for each instance of the batch that is blocked for a reason its row does not say yet. */
export function problemsOf(batch: Batch): Turned[] {
  return batch.admissions.flatMap(({ execution, blocked }) => {
    if (execution !== null || blocked === null || blocked.record.problem === blocked.problem) return [];
    const record = { ...blocked.record, problem: blocked.problem };
    blocked.record = { ...record, revision: record.revision + 1 };
    return [unchangedBut(record)];
  });
}

function unchangedBut(record: InstanceRecord): Turned {
  return {
    outcome: {
      record,
      isNew: false,
      replaces: null,
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
