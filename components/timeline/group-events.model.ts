import type { HistoryEventView } from '@/contract/history-event';
import { eventDetail } from '../history/event-detail.model';
import type { Attempt, Outcome, TaskGroup, TaskKind } from './task-group';

const STARTS: Partial<Record<HistoryEventView['type'], TaskKind>> = {
  TaskScheduled: 'activity',
  TimerCreated: 'timer',
  EventWaitStarted: 'event',
  SubOrchestrationInstanceCreated: 'subOrchestration',
};

const ENDS: Partial<Record<HistoryEventView['type'], Outcome>> = {
  TaskCompleted: 'done',
  TaskFailed: 'failed',
  SubOrchestrationInstanceCompleted: 'done',
  SubOrchestrationInstanceFailed: 'failed',
  TimerFired: 'done',
  TimerCanceled: 'canceled',
};

/** What is known while the history is being read. */
type Draft = {
  tasks: Map<number, TaskGroup>;
  /** The oldest first. */
  openWaits: TaskGroup[];
  /** Events that came before anybody waited for them. */
  early: HistoryEventView[];
};

/** The tasks of a history, in the order in which they were scheduled. */
export function groupEvents(events: readonly HistoryEventView[]): TaskGroup[] {
  const draft: Draft = { tasks: new Map(), openWaits: [], early: [] };
  for (const event of events) {
    const kind = STARTS[event.type];
    const outcome = ENDS[event.type];
    if (kind !== undefined) start(draft, kind, event);
    else if (outcome !== undefined) end(draft.tasks.get(event.taskId ?? -1), outcome, event);
    else if (event.type === 'EventRaised') answer(draft, event);
    else if (event.type === 'ExecutionCompleted') abandon(draft, event);
  }
  return [...draft.tasks.values()];
}

function start({ tasks, openWaits, early }: Draft, kind: TaskKind, event: HistoryEventView): void {
  if (event.taskId === null) return;
  const known = tasks.get(event.taskId);
  if (known !== undefined) return retry(known, event);
  const task = newTask(kind, event.taskId, event);
  tasks.set(event.taskId, task);
  if (kind !== 'event') return;
  const raised = takeFirst(early, ({ name }) => sameName(name, event.name));
  if (raised === undefined) openWaits.push(task);
  else end(task, 'done', { ...raised, at: event.at });
}

function newTask(kind: TaskKind, taskId: number, event: HistoryEventView): TaskGroup {
  const { fireAt = null, humanTask } = eventDetail(event);
  const attempt = newAttempt(event);
  return {
    key: `task-${taskId}`,
    taskId,
    kind,
    name: event.name ?? (kind === 'timer' ? 'Timer' : kind),
    callSite: event.callSite,
    turn: event.turn,
    attempts: [attempt],
    startedAt: attempt.startedAt,
    endedAt: null,
    outcome: 'open',
    fireAt,
    question: humanTask?.question ?? null,
    actor: null,
    failure: null,
  };
}

function newAttempt(event: HistoryEventView): Attempt {
  return {
    startedAt: Date.parse(event.at),
    endedAt: null,
    ranMs: null,
    outcome: 'open',
    startSeq: event.seq,
    endSeq: null,
  };
}

function retry(task: TaskGroup, event: HistoryEventView): void {
  task.attempts.push(newAttempt(event));
  task.endedAt = null;
  task.outcome = 'open';
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
  task.actor = event.actor;
  task.failure = eventDetail(event).failure ?? null;
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

function abandon({ tasks }: Draft, event: HistoryEventView): void {
  for (const task of tasks.values()) {
    if (task.outcome === 'open') end(task, 'canceled', { ...event, actor: null, detail: null, durationMs: null });
  }
}
