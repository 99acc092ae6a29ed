import type { HistoryEventType, HistoryEventView } from '@/contract/history-event';
import { eventDetail } from '../history/event-detail.model';
import { kindBegunBy, newAttempt, newTask } from './new-task.model';
import type { Outcome, TaskGroup } from './task-group';

const ENDS: Partial<Record<HistoryEventType, Outcome>> = {
  TaskCompleted: 'done',
  TaskFailed: 'failed',
  TaskCanceled: 'canceled',
  SubOrchestrationInstanceCompleted: 'done',
  SubOrchestrationInstanceFailed: 'failed',
  TimerFired: 'done',
  TimerCanceled: 'canceled',
  EventWaitCanceled: 'canceled',
  EntityOperationCompleted: 'done',
  EntityOperationFailed: 'failed',
  EntityUnlockSent: 'done',
};

/** What is known while the history is being read. */
type Draft = {
  /** The tasks in their order. */
  groups: TaskGroup[];
  /** Tries of one call share a group. */
  byTaskId: Map<number, TaskGroup>;
  /** The oldest first. */
  openWaits: TaskGroup[];
  /** Events that came before anybody waited for them. */
  early: HistoryEventView[];
};

/** The tasks of a history, in the order in which they were scheduled. */
export function groupEvents(events: readonly HistoryEventView[]): TaskGroup[] {
  const draft: Draft = { groups: [], byTaskId: new Map(), openWaits: [], early: [] };
  for (const event of events) read(draft, event);
  return draft.groups;
}

function read(draft: Draft, event: HistoryEventView): void {
  const outcome = ENDS[event.type];
  if (outcome !== undefined) return close(draft, outcome, event);
  switch (event.type) {
    case 'EventRaised':
      return answer(draft, event);
    case 'EntityLockGranted':
      return grant(draft.byTaskId.get(event.taskId ?? -1), event);
    case 'ExecutionCompleted':
    case 'ContinuedAsNew':
      return abandon(draft, event);
    default:
      return start(draft, event);
  }
}

function start({ groups, byTaskId, openWaits, early }: Draft, event: HistoryEventView): void {
  const kind = kindBegunBy(event);
  if (kind === undefined) return;
  const { firstTaskId = event.taskId } = eventDetail(event);
  const known = firstTaskId === null ? undefined : byTaskId.get(firstTaskId);
  const task = known === undefined ? newTask(kind, event) : retry(known, event);
  if (event.taskId !== null) byTaskId.set(event.taskId, task);
  if (known === undefined) groups.push(task);
  if (kind !== 'event') return;
  const raised = takeFirst(early, ({ name }) => sameName(name, event.name));
  if (raised === undefined) openWaits.push(task);
  else end(task, 'done', { ...raised, at: event.at });
}

function retry(task: TaskGroup, event: HistoryEventView): TaskGroup {
  task.attempts.push(newAttempt(event));
  task.endedAt = null;
  task.outcome = 'open';
  return task;
}

function close({ byTaskId, openWaits }: Draft, outcome: Outcome, event: HistoryEventView): void {
  const task = byTaskId.get(event.taskId ?? -1);
  takeFirst(openWaits, (wait) => wait === task);
  end(task, outcome, event);
}

function end(task: TaskGroup | undefined, outcome: Outcome, event: HistoryEventView): void {
  const attempt = task?.attempts.at(-1);
  if (task === undefined || attempt === undefined || attempt.endedAt !== null) return;
  attempt.endedAt = Date.parse(event.at);
  attempt.ranMs = event.durationMs;
  attempt.outcome = outcome;
  attempt.endSeq = event.seq;
  task.endedAt = attempt.endedAt;
  task.outcome = outcome;
  task.endedBy = event.type;
  task.actor = event.actor;
  task.failure = eventDetail(event).failure ?? null;
}

/** The locks are held from here on, until they are given back. */
function grant(task: TaskGroup | undefined, event: HistoryEventView): void {
  if (task !== undefined) task.grantedAt = Date.parse(event.at);
}

/** An event answers the wait it is addressed to, else the oldest one of its name; else it is kept for a later one. */
function answer({ openWaits, early }: Draft, event: HistoryEventView): void {
  const wait = takeFirst(openWaits, ({ taskId, name }) =>
    event.taskId === null ? sameName(name, event.name) : taskId === event.taskId,
  );
  if (wait !== undefined) end(wait, 'done', event);
  else if (event.taskId === null) early.push(event);
}

function takeFirst<T>(items: T[], isIt: (item: T) => boolean): T | undefined {
  const index = items.findIndex(isIt);
  return index === -1 ? undefined : items.splice(index, 1)[0];
}

/** Event names are the same in any case. */
function sameName(one: string | null, other: string | null): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}

function abandon({ groups }: Draft, event: HistoryEventView): void {
  for (const task of groups) {
    if (task.outcome !== 'open') continue;
    const outcome = task.grantedAt === null ? 'canceled' : 'done';
    end(task, outcome, { ...event, actor: null, detail: null, durationMs: null });
  }
}
