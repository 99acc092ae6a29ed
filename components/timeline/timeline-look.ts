import { Clock, type LucideIcon, Radio, UserRound, Workflow, Zap } from 'lucide-react';
import type { Outcome, TaskGroup, TaskKind } from './task-group';

export const ROW_PX = 28;

/** The columns of a row: what it is, and its lane. */
export const timelineColumns =
  'grid grid-cols-[minmax(0,17rem)_minmax(0,1fr)] phone:grid-cols-[minmax(0,8.5rem)_minmax(0,1fr)]';

/** The room kept free behind the lane, for labels and for what is still to come. */
export const laneRoom = 'mr-32 phone:mr-20';

const ICONS: Record<TaskKind, LucideIcon> = { activity: Zap, timer: Clock, event: Radio, subOrchestration: Workflow };

export const KIND_WORDS: Record<TaskKind, string> = {
  activity: 'Activity',
  timer: 'Timer',
  event: 'External event',
  subOrchestration: 'Sub-orchestration',
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
  if (kind === 'timer' || kind === 'event') return 'text-waiting';
  return outcome === 'open' ? 'text-running' : 'text-completed';
}

/** How an outcome is said of each kind of task. */
export function outcomeWord({ kind, outcome }: { kind: TaskKind; outcome: Outcome }): string {
  if (outcome === 'failed') return 'Failed';
  if (outcome === 'canceled') return kind === 'timer' ? 'Canceled' : 'Given up';
  if (outcome === 'open') return kind === 'activity' || kind === 'subOrchestration' ? 'Running' : 'Waiting';
  if (kind === 'timer') return 'Fired';
  return kind === 'event' ? 'Answered' : 'Completed';
}
