/** The rows that the turns of a checkpoint write, gathered in one pass: this runs for every event there is. */
import type { HistoryEvent } from '@/server/engine/history';
import type {
  GenerationOutcome,
  Outcome,
  TimerCreated,
  WaitClosed,
  WaitOpened,
  WorkItem,
} from '@/server/engine/outcome';
import type { Checkpoint, Turned, WorkItemKey } from '@/server/store';

/** What belongs to one generation of an instance. */
export type Of<Item> = { instanceId: string; generation: number; item: Item };

export type EventRow = Of<HistoryEvent> & {
  /** The dictionary's id of its call site. */
  site: number | null;
};

export type WorkItemRow = Of<WorkItem> & { taken: boolean };

export type CheckpointRows = {
  replaced: { instanceId: string; revision: number }[];
  fresh: Outcome[];
  changed: Outcome[];
  events: EventRow[];
  workItems: WorkItemRow[];
  workItemsDone: WorkItemKey[];
  /** By task id, as the timers that are over. */
  workItemsCanceled: Of<number>[];
  timersCreated: Of<TimerCreated>[];
  timersOver: Of<number>[];
  waitsOpened: Of<WaitOpened>[];
  waitsClosed: Of<WaitClosed>[];
  /** Generations that ended with something still open. */
  ended: Of<{ at: number; dropsWorkItems: boolean }>[];
  /** The last generation that is no longer wanted, by instance. */
  forgotten: { instanceId: string; generation: number }[];
};

/** Gathers the rows of all turns. `siteOf` gives the dictionary's id of a call site. */
export function checkpointRows(checkpoint: Checkpoint, siteOf: (callSite: string) => number): CheckpointRows {
  const rows = noRows();
  for (const turn of checkpoint.turned) {
    const { outcome } = turn;
    if (outcome.isNew) rows.fresh.push(outcome);
    else rows.changed.push(outcome);
    if (outcome.replaces !== null) rows.replaced.push(outcome.replaces);
    const { instanceId } = outcome.record;
    if (outcome.forgetsUpTo !== null) rows.forgotten.push({ instanceId, generation: outcome.forgetsUpTo });
    for (const item of turn.workItemsDone) rows.workItemsDone.push(item);
    for (const part of outcome.earlier) add(rows, turn, part, siteOf);
    add(rows, turn, outcome, siteOf);
  }
  takeFirst(rows.workItems, checkpoint);
  return rows;
}

function noRows(): CheckpointRows {
  return {
    replaced: [],
    fresh: [],
    changed: [],
    events: [],
    workItems: [],
    workItemsDone: [],
    workItemsCanceled: [],
    timersCreated: [],
    timersOver: [],
    waitsOpened: [],
    waitsClosed: [],
    ended: [],
    forgotten: [],
  };
}

/** The first new work items are the node's own, as many as it takes of those that it can run. */
function takeFirst(items: WorkItemRow[], { workItemsTaken, activitiesLeft }: Checkpoint): void {
  let toTake = workItemsTaken;
  for (const row of items) {
    if (toTake === 0) return;
    if (activitiesLeft?.has(row.item.name.toLowerCase())) continue;
    row.taken = true;
    toTake -= 1;
  }
}

/** Adds what a turn leaves behind of one generation. */
function add(rows: CheckpointRows, turn: Turned, part: GenerationOutcome, siteOf: (callSite: string) => number): void {
  const { instanceId, updatedAt } = turn.outcome.record;
  const { generation } = part;
  for (const item of part.events) {
    const site = 'callSite' in item && item.callSite !== undefined ? siteOf(item.callSite) : null;
    rows.events.push({ instanceId, generation, item, site });
  }
  for (const item of part.workItems) rows.workItems.push({ instanceId, generation, item, taken: false });
  for (const item of part.workItemsCanceled) rows.workItemsCanceled.push({ instanceId, generation, item });
  for (const item of part.timersCreated) rows.timersCreated.push({ instanceId, generation, item });
  for (const item of timersOver(turn, part)) rows.timersOver.push({ instanceId, generation, item });
  for (const item of part.waitsOpened) rows.waitsOpened.push({ instanceId, generation, item });
  for (const item of part.waitsClosed) rows.waitsClosed.push({ instanceId, generation, item });
  if (part.leftovers !== 'none') {
    const item = { at: updatedAt, dropsWorkItems: part.leftovers === 'drop' };
    rows.ended.push({ instanceId, generation, item });
  }
}

/** A timer that fires in the turn that cancels it is gone once. */
function timersOver({ timersFired }: Turned, { generation, timersCanceled }: GenerationOutcome): Iterable<number> {
  if (timersFired.length === 0) return timersCanceled;
  const over = new Set(timersCanceled);
  for (const timer of timersFired) if (timer.generation === generation) over.add(timer.taskId);
  return over;
}
