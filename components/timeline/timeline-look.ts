import { Box, Clock, Flag, Lock, type LucideIcon, Radio, Send, UserRound, Workflow, Zap } from 'lucide-react';
import type { HistoryEventType } from '@/contract/history-event';
import type { Outcome, TaskGroup, TaskKind } from './task-group';

export const ROW_PX = 28;

/** The columns of a row: what it is, and its lane. */
export const timelineColumns =
  'grid grid-cols-[minmax(0,17rem)_minmax(0,1fr)] phone:grid-cols-[minmax(0,8.5rem)_minmax(0,1fr)]';

/** The room kept free behind the lane, for labels and for what is still to come. */
export const laneRoom = 'mr-32 phone:mr-20';

const ICONS: Record<TaskKind, LucideIcon> = {
  activity: Zap,
  timer: Clock,
  event: Radio,
  subOrchestration: Workflow,
  entity: Box,
  lock: Lock,
  message: Send,
  command: Flag,
};

export const KIND_WORDS: Record<TaskKind, string> = {
  activity: 'Activity',
  timer: 'Timer',
  event: 'External event',
  subOrchestration: 'Sub-orchestration',
  entity: 'Entity call',
  lock: 'Entity lock',
  message: 'Message',
  command: 'Command',
};

export function iconOf({ kind, question }: Pick<TaskGroup, 'kind'> & { question?: string | null }): LucideIcon {
  return question ? UserRound : ICONS[kind];
}

type Look = Pick<TaskGroup, 'kind' | 'outcome'> & { question?: string | null };

/** The ink of a bar: by its end, and while it is open by what is awaited. */
export function inkOf({ kind, outcome, question }: Look): string {
  if (outcome === 'failed') return 'text-failed';
  if (outcome === 'canceled') return 'text-canceled';
  if (question) return 'text-human';
  if (kind === 'timer' || kind === 'event' || kind === 'message') return 'text-waiting';
  if (kind === 'command') return 'text-accent-text';
  return outcome === 'open' ? 'text-running' : 'text-completed';
}

/** True for what only waits: its bar is faint all along. */
export function isWait({ kind }: Pick<TaskGroup, 'kind'>): boolean {
  return kind === 'timer' || kind === 'event';
}

const DONE_WORDS: Record<TaskKind, string> = {
  activity: 'Completed',
  timer: 'Fired',
  event: 'Answered',
  subOrchestration: 'Completed',
  entity: 'Completed',
  lock: 'Released',
  message: 'Sent',
  command: 'Given',
};

type Ended = { kind: TaskKind; outcome: Outcome; endedBy?: HistoryEventType | null; grantedAt?: number | null };

/** How an outcome is said of each kind of task. */
export function outcomeWord({ kind, outcome, endedBy = null, grantedAt = null }: Ended): string {
  switch (outcome) {
    case 'failed':
      return 'Failed';
    case 'done':
      return DONE_WORDS[kind];
    case 'canceled':
      if (endedBy === 'TaskCanceled') return 'Out of time';
      return endedBy === 'TimerCanceled' || endedBy === 'EventWaitCanceled' ? 'Canceled' : 'Given up';
    case 'open':
      if (kind === 'lock') return grantedAt === null ? 'Waiting' : 'Held';
      return kind === 'activity' || kind === 'subOrchestration' || kind === 'entity' ? 'Running' : 'Waiting';
  }
}
