import type { HistoryEventType, HistoryEventView } from '@/contract/history-event';
import { eventDetail } from '../history/event-detail.model';
import { entityName } from '../waiting/entity-name.model';
import type { Attempt, TaskGroup, TaskKind } from './task-group';

const KINDS: Partial<Record<HistoryEventType, TaskKind>> = {
  TaskScheduled: 'activity',
  TimerCreated: 'timer',
  EventWaitStarted: 'event',
  SubOrchestrationInstanceCreated: 'subOrchestration',
  EntityOperationCalled: 'entity',
  EntityLockRequested: 'lock',
  EntityOperationSignaled: 'message',
  EventSent: 'message',
  ExecutionCancelRequested: 'command',
  ExecutionRewound: 'command',
};

const COMMAND_NAMES: Partial<Record<HistoryEventType, string>> = {
  ExecutionCancelRequested: 'Cancel requested',
  ExecutionRewound: 'Rewound',
};

/** What kind of task an event begins; undefined where it begins none. */
export function kindBegunBy({ type }: HistoryEventView): TaskKind | undefined {
  return KINDS[type];
}

/** The task that an event begins. Messages and commands have ended as they begin. */
export function newTask(kind: TaskKind, event: HistoryEventView): TaskGroup {
  const { fireAt = null, humanTask, instanceId = null } = eventDetail(event);
  const attempt = newAttempt(event);
  const isMoment = kind === 'message' || kind === 'command';
  if (isMoment) Object.assign(attempt, { endedAt: attempt.startedAt, outcome: 'done' });
  return {
    key: event.taskId === null ? `event-${event.seq}` : `task-${event.taskId}`,
    taskId: event.taskId ?? 0,
    kind,
    name: nameOf(kind, event),
    callSite: event.callSite,
    turn: event.turn,
    attempts: [attempt],
    startedAt: attempt.startedAt,
    endedAt: attempt.endedAt,
    outcome: attempt.outcome,
    endedBy: null,
    fireAt,
    grantedAt: null,
    question: humanTask?.question ?? null,
    instanceId,
    actor: isMoment ? event.actor : null,
    failure: null,
  };
}

export function newAttempt({ at, seq, taskId }: HistoryEventView): Attempt {
  return {
    taskId: taskId ?? 0,
    startedAt: Date.parse(at),
    endedAt: null,
    ranMs: null,
    outcome: 'open',
    startSeq: seq,
    endSeq: null,
  };
}

function nameOf(kind: TaskKind, event: HistoryEventView): string {
  const { instanceId, entities = [] } = eventDetail(event);
  switch (kind) {
    case 'timer':
      return event.name ?? 'Timer';
    case 'command':
      return COMMAND_NAMES[event.type] ?? event.type;
    case 'lock':
      return `Lock ${entities.map(entityName).join(', ')}`;
    case 'entity':
    case 'message':
      return instanceId === undefined ? (event.name ?? kind) : `${entityName(instanceId)} ${event.name ?? ''}`.trim();
    default:
      return event.name ?? kind;
  }
}
